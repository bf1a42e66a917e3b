#include <inttypes.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "web/web_int.h"

/*
 * The hub of event streams. A topic knows the last sequence published and the last one shown to its
 * readers; a stream knows the last it sent of each topic it follows. So a wake carries no data,
 * events that come while a stream is busy collapse into one, and nothing queues up behind a slow
 * reader.
 *
 * A stream with nothing to send is suspended; being suspended and being woken are one decision
 * under the hub's lock. Order of locks: the hub's, then libmicrohttpd's own.
 */

enum { BUCKETS = 1024, TOPICS_MAX = 8192, TOPIC_LEN = 160, CROWD = 300, OUT = 512 };
enum { CALM_US = 1000000 };

int64_t yp_hub_beat_us = 20000000;

struct follow;

struct topic {
    struct topic *next; /* in its bucket */
    struct topic *next_dirty;
    struct follow *first;
    int nfollows;
    int64_t seq, shown;
    int64_t shown_tick;
    bool is_dirty; /* seq is ahead of shown */
    char name[];
};

struct follow {
    struct follow *prev, *next; /* of the topic */
    struct topic *topic;
    struct stream *stream;
    int64_t sent;
};

struct stream {
    struct stream *prev, *next;
    struct yp_hub *hub;
    struct MHD_Connection *connection;
    bool is_suspended, beats;
    int64_t beat_tick;
    char out[OUT];
    size_t out_len, out_at;
    int nfollows;
    struct follow follows[];
};

struct yp_hub {
    pthread_mutex_t lock;
    pthread_cond_t work, gone;
    pthread_t thread;
    struct topic *buckets[BUCKETS];
    int ntopics;
    int64_t floor; /* no forgotten topic had a later sequence */
    struct topic *dirty;
    struct stream *streams;
    int nstreams, streams_max;
    bool drains, stops;
    int64_t tick_us;
    void (*tick)(void *ctx, int64_t now_tick);
    void *ctx;
};

/*---- topics ----*/

/* A name goes into JSON as it is. */
static bool name_valid(const char *name)
{
    size_t n = 0;
    for (; name[n]; n++)
        if (n == TOPIC_LEN || (unsigned char)name[n] < ' ' || name[n] == '"' || name[n] == '\\')
            return false;
    return n > 0;
}

/* Forgets the topics that nobody follows; the floor remembers how late they were. */
static void forget_topics(struct yp_hub *hub)
{
    for (int i = 0; i < BUCKETS; i++)
        for (struct topic **at = &hub->buckets[i]; *at;) {
            struct topic *topic = *at;
            if (topic->first || topic->is_dirty) {
                at = &topic->next;
                continue;
            }
            if (topic->seq > hub->floor)
                hub->floor = topic->seq;
            *at = topic->next;
            hub->ntopics--;
            free(topic);
        }
}

static struct topic *topic_get(struct yp_hub *hub, const char *name)
{
    size_t bucket = (size_t)(yp_hash_str(name) % BUCKETS);
    for (struct topic *topic = hub->buckets[bucket]; topic; topic = topic->next)
        if (strcmp(topic->name, name) == 0)
            return topic;
    if (hub->ntopics >= TOPICS_MAX)
        forget_topics(hub);
    size_t size = strlen(name) + 1;
    struct topic *topic = yp_calloc(1, sizeof *topic + size);
    memcpy(topic->name, name, size);
    topic->seq = topic->shown = hub->floor;
    topic->next = hub->buckets[bucket];
    hub->buckets[bucket] = topic;
    hub->ntopics++;
    return topic;
}

void yp_hub_publish(struct yp_hub *hub, const char *name, int64_t seq)
{
    if (!name_valid(name))
        return;
    pthread_mutex_lock(&hub->lock);
    struct topic *topic = topic_get(hub, name);
    if (seq > topic->seq)
        topic->seq = seq;
    if (topic->seq > topic->shown && !topic->is_dirty) {
        topic->is_dirty = true;
        topic->next_dirty = hub->dirty;
        hub->dirty = topic;
        pthread_cond_signal(&hub->work);
    }
    pthread_mutex_unlock(&hub->lock);
}

/*---- streams, on the poll threads ----*/

/*
 * The next event of a stream: the earliest sequence shown to it and not sent. A topic that is held
 * back goes first when its sequence is earlier still, since the event's id promises all before it.
 */
static struct follow *next_follow(struct stream *stream, int64_t *ret_seq)
{
    struct follow *found = NULL;
    int64_t seq = 0;
    for (int i = 0; i < stream->nfollows; i++) {
        struct follow *f = &stream->follows[i];
        if (f->topic->shown > f->sent && (!found || f->topic->shown < seq)) {
            found = f;
            seq = f->topic->shown;
        }
    }
    for (int i = 0; found && i < stream->nfollows; i++) {
        struct follow *f = &stream->follows[i];
        if (f->topic->shown <= f->sent && f->topic->seq > f->sent && f->topic->seq < seq) {
            found = f;
            seq = f->topic->seq;
        }
    }
    *ret_seq = seq;
    return found;
}

static bool fill(struct stream *stream)
{
    int64_t seq;
    struct follow *f = next_follow(stream, &seq);
    int n = 0;
    if (f) {
        f->sent = seq;
        n = snprintf(stream->out, OUT,
                     "id: %" PRId64 "\nevent: change\ndata: {\"topic\":\"%s\",\"seq\":%" PRId64
                     "}\n\n",
                     seq, f->topic->name, seq);
    } else if (stream->beats) {
        n = snprintf(stream->out, OUT, ":\n\n");
    }
    stream->beats = false;
    stream->out_len = (size_t)n;
    stream->out_at = 0;
    return n > 0;
}

static ssize_t on_read(void *cls, uint64_t pos, char *mem, size_t size)
{
    (void)pos;
    struct stream *stream = cls;
    struct yp_hub *hub = stream->hub;
    ssize_t n = 0;
    pthread_mutex_lock(&hub->lock);
    if (hub->drains) {
        n = MHD_CONTENT_READER_END_OF_STREAM;
    } else if (stream->out_at < stream->out_len || fill(stream)) {
        size_t left = stream->out_len - stream->out_at;
        n = (ssize_t)(left < size ? left : size);
        memcpy(mem, stream->out + stream->out_at, (size_t)n);
        stream->out_at += (size_t)n;
    } else {
        stream->is_suspended = true;
        MHD_suspend_connection(stream->connection);
    }
    pthread_mutex_unlock(&hub->lock);
    return n;
}

static void unfollow(struct follow *f)
{
    if (f->prev)
        f->prev->next = f->next;
    else
        f->topic->first = f->next;
    if (f->next)
        f->next->prev = f->prev;
    f->topic->nfollows--;
}

static void on_free(void *cls)
{
    struct stream *stream = cls;
    struct yp_hub *hub = stream->hub;
    pthread_mutex_lock(&hub->lock);
    for (int i = 0; i < stream->nfollows; i++)
        unfollow(&stream->follows[i]);
    if (stream->prev)
        stream->prev->next = stream->next;
    else
        hub->streams = stream->next;
    if (stream->next)
        stream->next->prev = stream->prev;
    if (--hub->nstreams == 0)
        pthread_cond_broadcast(&hub->gone);
    pthread_mutex_unlock(&hub->lock);
    free(stream);
}

static void follow(struct stream *stream, const char *name, int64_t after_seq)
{
    if (!name_valid(name))
        return;
    struct follow *f = &stream->follows[stream->nfollows++];
    struct topic *topic = topic_get(stream->hub, name);
    *f = (struct follow){ .topic = topic, .stream = stream, .sent = after_seq };
    f->next = topic->first;
    if (topic->first)
        topic->first->prev = f;
    topic->first = f;
    topic->nfollows++;
}

/* Takes a place, or NULL when there is none. */
static struct stream *stream_new(struct yp_hub *hub, struct MHD_Connection *connection,
                                 const struct yp_reply *reply)
{
    struct stream *stream =
        yp_calloc(1, sizeof *stream + (size_t)reply->ntopics * sizeof stream->follows[0]);
    stream->hub = hub;
    stream->connection = connection;
    stream->beat_tick = yp_tick() + yp_hub_beat_us;
    stream->out_len = (size_t)snprintf(stream->out, OUT, "retry: 3000\n: open\n\n");
    pthread_mutex_lock(&hub->lock);
    if (hub->nstreams >= hub->streams_max) {
        pthread_mutex_unlock(&hub->lock);
        free(stream);
        return NULL;
    }
    for (int i = 0; i < reply->ntopics; i++)
        follow(stream, reply->topics[i], reply->after_seq);
    stream->next = hub->streams;
    if (hub->streams)
        hub->streams->prev = stream;
    hub->streams = stream;
    hub->nstreams++;
    pthread_mutex_unlock(&hub->lock);
    return stream;
}

struct MHD_Response *yp_hub_open(struct yp_hub *hub, struct MHD_Connection *connection,
                                 const struct yp_reply *reply)
{
    struct stream *stream = stream_new(hub, connection, reply);
    if (!stream)
        return NULL;
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, OUT, on_read, stream, on_free);
    if (!response) {
        on_free(stream);
        return NULL;
    }
    MHD_add_response_header(response, "Content-Type", "text/event-stream; charset=utf-8");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "X-Accel-Buffering", "no");
    return response;
}

/*---- the hub's thread ----*/

static void wake(struct stream *stream)
{
    if (!stream->is_suspended)
        return;
    stream->is_suspended = false;
    MHD_resume_connection(stream->connection);
}

/* Shows the topics that are due; the others stay. Returns the tick when the first of those is due.
 */
static int64_t show_dirty(struct yp_hub *hub, int64_t now)
{
    int64_t due = INT64_MAX;
    for (struct topic **at = &hub->dirty; *at;) {
        struct topic *topic = *at;
        int64_t calm = topic->shown_tick + CALM_US;
        if (topic->nfollows > CROWD && now < calm) {
            due = calm < due ? calm : due;
            at = &topic->next_dirty;
            continue;
        }
        *at = topic->next_dirty;
        topic->is_dirty = false;
        topic->shown = topic->seq;
        topic->shown_tick = now;
        for (struct follow *f = topic->first; f; f = f->next)
            wake(f->stream);
    }
    return due;
}

/* A suspended connection notices that its reader left only when it writes. */
static void beat(struct yp_hub *hub, int64_t now)
{
    for (struct stream *stream = hub->streams; stream; stream = stream->next)
        if (now >= stream->beat_tick) {
            stream->beat_tick = now + yp_hub_beat_us;
            stream->beats = true;
            wake(stream);
        }
}

static void *serve(void *cls)
{
    struct yp_hub *hub = cls;
    int64_t next = 0;
    pthread_mutex_lock(&hub->lock);
    while (!hub->stops) {
        int64_t now = yp_tick();
        if (now >= next) {
            next = now + hub->tick_us;
            beat(hub, now);
            pthread_mutex_unlock(&hub->lock);
            hub->tick(hub->ctx, now);
            pthread_mutex_lock(&hub->lock);
            continue;
        }
        int64_t due = show_dirty(hub, now);
        int64_t until = due < next ? due : next;
        const struct timespec at = { until / 1000000, until % 1000000 * 1000 };
        pthread_cond_timedwait(&hub->work, &hub->lock, &at);
    }
    pthread_mutex_unlock(&hub->lock);
    return NULL;
}

struct yp_hub *yp_hub_new(int streams_max, int64_t tick_us,
                          void (*tick)(void *ctx, int64_t now_tick), void *ctx)
{
    struct yp_hub *hub = yp_calloc(1, sizeof *hub);
    hub->streams_max = streams_max;
    hub->tick_us = tick_us;
    hub->tick = tick;
    hub->ctx = ctx;
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&hub->work, &attr);
    pthread_cond_init(&hub->gone, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&hub->lock, NULL);
    if (yp_thread_start(&hub->thread, serve, hub) != 0) {
        yp_hub_free(hub);
        return NULL;
    }
    return hub;
}

void yp_hub_drain(struct yp_hub *hub, int64_t until_tick)
{
    const struct timespec until = { until_tick / 1000000, until_tick % 1000000 * 1000 };
    pthread_mutex_lock(&hub->lock);
    hub->drains = true;
    for (struct stream *stream = hub->streams; stream; stream = stream->next)
        wake(stream);
    while (hub->nstreams && pthread_cond_timedwait(&hub->gone, &hub->lock, &until) == 0)
        ;
    pthread_mutex_unlock(&hub->lock);
}

void yp_hub_stop(struct yp_hub *hub)
{
    pthread_mutex_lock(&hub->lock);
    bool first = !hub->stops;
    hub->stops = true;
    pthread_cond_signal(&hub->work);
    pthread_mutex_unlock(&hub->lock);
    if (first)
        pthread_join(hub->thread, NULL);
}

void yp_hub_free(struct yp_hub *hub)
{
    for (int i = 0; i < BUCKETS; i++)
        for (struct topic *topic = hub->buckets[i]; topic;) {
            struct topic *next = topic->next;
            free(topic);
            topic = next;
        }
    pthread_cond_destroy(&hub->gone);
    pthread_cond_destroy(&hub->work);
    pthread_mutex_destroy(&hub->lock);
    free(hub);
}

int yp_hub_streams(struct yp_hub *hub)
{
    pthread_mutex_lock(&hub->lock);
    int n = hub->nstreams;
    pthread_mutex_unlock(&hub->lock);
    return n;
}
