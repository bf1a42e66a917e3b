#include "core/files.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"

struct file {
    char *name, *mem;
    size_t len;
};

struct yp_files {
    char *overlay;
    struct file *at; /* overlay files, sorted by name */
    int n;
    unsigned long stamp;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static void drop_overlay(struct yp_files *files)
{
    for (int i = 0; i < files->n; i++) {
        free(files->at[i].name);
        free(files->at[i].mem);
    }
    free(files->at);
    files->at = NULL;
    files->n = 0;
}

static char *path_of(const char *dir, const char *name)
{
    size_t len = strlen(dir) + strlen(name) + 2;
    char *path = yp_malloc(len);
    snprintf(path, len, "%s%s%s", dir, *name ? "/" : "", name);
    return path;
}

static void read_file(struct yp_files *files, const char *path, const char *name, size_t size)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return;
    struct file f = { .name = yp_strdup(name), .mem = yp_malloc(size + 1) };
    f.len = fread(f.mem, 1, size, in);
    f.mem[f.len] = '\0';
    fclose(in);
    files->at = yp_realloc(files->at, (size_t)(files->n + 1) * sizeof *files->at);
    files->at[files->n++] = f;
}

/* Adds up a stamp of the tree; with load, reads its files too. */
static unsigned long walk(struct yp_files *files, const char *name, bool load)
{
    char *path = path_of(files->overlay, name);
    unsigned long stamp = 0;
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (e->d_name[0] == '.')
            continue;
        char *sub = *name ? path_of(name, e->d_name) : yp_strdup(e->d_name);
        char *sub_path = path_of(files->overlay, sub);
        struct stat st;
        if (!stat(sub_path, &st)) {
            stamp += yp_hash_str(sub) ^ (unsigned long)st.st_mtim.tv_nsec ^
                     (unsigned long)st.st_mtim.tv_sec * 2654435761u ^ (unsigned long)st.st_size;
            if (S_ISDIR(st.st_mode))
                stamp += walk(files, sub, load);
            else if (load && st.st_size < 4 * 1024 * 1024)
                read_file(files, sub_path, sub, (size_t)st.st_size);
        }
        free(sub);
        free(sub_path);
    }
    if (dir)
        closedir(dir);
    free(path);
    return stamp;
}

struct yp_files *yp_files_new(const char *overlay)
{
    struct yp_files *files = yp_calloc(1, sizeof *files);
    if (overlay)
        files->overlay = yp_strdup(overlay);
    yp_files_stamp(files);
    return files;
}

void yp_files_free(struct yp_files *files)
{
    if (!files)
        return;
    drop_overlay(files);
    free(files->overlay);
    free(files);
}

unsigned long yp_files_stamp(struct yp_files *files)
{
    if (!files->overlay)
        return 1;
    unsigned long stamp = walk(files, "", false);
    if (stamp != files->stamp) {
        drop_overlay(files);
        walk(files, "", true);
        if (files->n)
            qsort(files->at, (size_t)files->n, sizeof *files->at, by_name);
        files->stamp = stamp;
    }
    return stamp;
}

const char *yp_files_get(const struct yp_files *files, const char *name, size_t *ret_len)
{
    const struct file key = { .name = (char *)(size_t)name };
    const struct file *f =
        files->n ? bsearch(&key, files->at, (size_t)files->n, sizeof key, by_name) : NULL;
    if (f) {
        if (ret_len)
            *ret_len = f->len;
        return f->mem;
    }
    for (int lo = 0, hi = yp_nembedded - 1; lo <= hi;) {
        int mid = (lo + hi) / 2, c = strcmp(name, yp_embedded[mid].name);
        if (!c) {
            if (ret_len)
                *ret_len = yp_embedded[mid].len;
            return yp_embedded[mid].mem;
        }
        if (c < 0)
            hi = mid - 1;
        else
            lo = mid + 1;
    }
    return NULL;
}

static bool fits(const char *name, const char *prefix, const char *suffix)
{
    size_t len = strlen(name), plen = strlen(prefix), slen = strlen(suffix);
    return len >= plen + slen && !strncmp(name, prefix, plen) && !strcmp(name + len - slen, suffix);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int yp_files_list(const struct yp_files *files, struct yp_arena *arena, const char *prefix,
                  const char *suffix, const char *const **ret_names)
{
    const char **names =
        yp_arena_array(arena, (size_t)(yp_nembedded + files->n) + 1, sizeof *names);
    int n = 0;
    for (int i = 0; i < yp_nembedded; i++)
        if (fits(yp_embedded[i].name, prefix, suffix))
            names[n++] = yp_embedded[i].name;
    for (int i = 0; i < files->n; i++) {
        const char *name = files->at[i].name;
        bool known = !fits(name, prefix, suffix);
        for (int k = 0; k < n && !known; k++)
            known = !strcmp(names[k], name);
        if (!known)
            names[n++] = name;
    }
    qsort(names, (size_t)n, sizeof *names, by_text);
    *ret_names = names;
    return n;
}
