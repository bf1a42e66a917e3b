/*
 * Folders to C arrays, with a depfile, so that the program carries its own files. Build machine
 * only. Usage: embed OUT.c OUT.d ROOT NAME...      each NAME a file or folder under ROOT, or
 * NAME=PATH for a folder elsewhere
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct file {
    char *name, *path;
};

static struct file *files;
static size_t nfiles;
static FILE *dep;

static void die(const char *what, const char *name)
{
    fprintf(stderr, "embed: %s: %s: %s\n", what, name, strerror(errno));
    exit(1);
}

static char *join(const char *a, const char *b)
{
    size_t len = strlen(a) + strlen(b) + 2;
    char *s = malloc(len);
    if (!s)
        die("memory", a);
    snprintf(s, len, "%s%s%s", a, *a ? "/" : "", b);
    return s;
}

static int wanted(const char *name)
{
    static const char *const ends[] = { ".sql", ".html", ".xml", ".po",  ".css", ".js",
                                        ".csv", ".md",   ".svg", ".txt", ".json" };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < sizeof ends / sizeof *ends; i++)
        if (!strcmp(dot, ends[i]))
            return 1;
    return 0;
}

static void walk(const char *path, const char *name)
{
    struct stat st;
    if (stat(path, &st))
        die("stat", path);
    fprintf(dep, " \\\n  %s", path);
    if (S_ISREG(st.st_mode)) {
        if (!wanted(name))
            return;
        files = realloc(files, (nfiles + 1) * sizeof *files);
        if (!files)
            die("memory", path);
        files[nfiles].name = join("", name);
        files[nfiles++].path = join("", path);
        return;
    }
    DIR *dir = opendir(path);
    if (!dir)
        die("open", path);
    for (struct dirent *e; (e = readdir(dir));) {
        if (e->d_name[0] == '.')
            continue;
        char *sub = join(path, e->d_name), *sub_name = join(name, e->d_name);
        struct stat sst;
        if (!stat(sub, &sst) && (S_ISDIR(sst.st_mode) || wanted(e->d_name)))
            walk(sub, sub_name);
        free(sub);
        free(sub_name);
    }
    closedir(dir);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static size_t emit(FILE *out, size_t i, const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        die("open", path);
    fprintf(out, "static const unsigned char f%zu[] = {", i);
    size_t n = 0;
    for (int c; (c = getc(in)) != EOF; n++)
        fprintf(out, "%s%d,", n % 32 ? "" : "\n", c);
    fprintf(out, "0};\n"); /* a NUL follows, so that texts are C strings */
    fclose(in);
    return n;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: embed OUT.c OUT.d ROOT NAME...\n");
        return 2;
    }
    FILE *out = fopen(argv[1], "w");
    dep = fopen(argv[2], "w");
    if (!out || !dep)
        die("create", argv[1]);
    fprintf(dep, "%s:", argv[1]);
    for (int i = 4; i < argc; i++) {
        char *eq = strchr(argv[i], '=');
        if (eq)
            *eq = '\0';
        char *path = eq ? join("", eq + 1) : join(argv[3], argv[i]);
        walk(path, argv[i]);
        free(path);
    }
    fputc('\n', dep);
    if (files)
        qsort(files, nfiles, sizeof *files, by_name);
    fprintf(out, "#include \"core/files.h\"\n");
    size_t *sizes = calloc(nfiles + 1, sizeof *sizes);
    if (!sizes)
        die("memory", argv[1]);
    for (size_t i = 0; i < nfiles; i++)
        sizes[i] = emit(out, i, files[i].path);
    fprintf(out, "const struct yp_embedded yp_embedded[] = {\n");
    for (size_t i = 0; i < nfiles; i++)
        fprintf(out, "    { \"%s\", (const char *)f%zu, %zu },\n", files[i].name, i, sizes[i]);
    fprintf(out, "    { 0, 0, 0 },\n};\nconst int yp_nembedded = %zu;\n", nfiles);
    if (fclose(out) || fclose(dep))
        die("write", argv[1]);
    return 0;
}
