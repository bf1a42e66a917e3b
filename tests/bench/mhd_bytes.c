/*
 * The least a libmicrohttpd program can do: answers every request with the bytes of one file.
 * mhd_bytes FILE; prints its port. The page core is measured against it.
 */
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static enum MHD_Result answer(void *ctx, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    (void)url, (void)method, (void)version, (void)upload, (void)upload_size, (void)state;
    return MHD_queue_response(connection, MHD_HTTP_OK, ctx);
}

int main(int argc, char **argv)
{
    static char bytes[1 << 20];
    FILE *in = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!in) {
        fprintf(stderr, "usage: mhd_bytes FILE\n");
        return 2;
    }
    size_t len = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    struct MHD_Response *page = MHD_create_response_from_buffer(len, bytes, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(page, "Content-Type", "text/html; charset=utf-8");
    unsigned cores = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL, 0, NULL, NULL, answer,
                         page, MHD_OPTION_THREAD_POOL_SIZE, cores, MHD_OPTION_END);
    if (!daemon)
        return 1;
    printf("%u\n", MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    pause();
    return 0;
}
