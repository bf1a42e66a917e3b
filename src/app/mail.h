/*
 * The outbox: letters are put there in the transaction of what they tell about, and sent by the
 * worker. Layer: app. Spec: doc/spec/mail.md.
 */
#pragma once
#include "core/core.h"

struct yp_letter {
    const char *reason;     /* "call": messages mail.call.subject, mail.call.body, mail.call.why */
    const char *about_kind; /* the record it is about, whose managers see its fate */
    int64_t about_id;
    int64_t
        person_id; /* receiver in the register: address and language from account or person; 0: */
    const char *to_address, *to_name, *lang; /* … given here */
    const struct yp_word *words;             /* named arguments of subject and body */
    int nwords;
    const char *path;                       /* path of ours that {link} stands for; NULL: none */
    const char *calendar, *calendar_method; /* iCalendar text and its method, or NULL */
    const char *stop_path;                  /* one-click stop (RFC 8058), or NULL */
    const char *once; /* a letter with this key is put only once; NULL: always */
};

/*
 * Puts a letter into the outbox. A receiver without an address gets none (YP_OK). The public
 * address is put in when it is sent, so letters may wait for --url.
 *
 * Errors  YP_EBUG "error.internal" for a missing message; YP_EDB
 * Cost    2 statements
 */
int yp_mail_put(struct yp_tx *tx, const struct yp_letter *letter, struct yp_err *err) YP_MUST_CHECK;

/* The job: sends what is due, each letter by one process only. */
int yp_job_mail(struct yp_core *core, struct yp_arena *arena, struct yp_err *err) YP_MUST_CHECK;
