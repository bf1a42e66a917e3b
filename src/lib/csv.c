#include "lib/csv.h"

#include <string.h>

#include "base/utf8.h"
#include "lib/charset.h"

/* A text being read: cells are cut out of it in place, each closed by a NUL where its separator
 * was. */
struct reader {
    char *text, *end; /* NUL at end */
    char *at;         /* next byte to read */
    char *to;         /* where the next cell is written, never behind `at` */
    char separator;
    int row; /* number of the row being read */
    int ncol, nrow;
    struct yp_csv_fault *faults;
    int nfaults;
    struct yp_err *err;
};

/* A copy of the bytes as UTF-8 without byte order mark. */
static int decode(struct yp_arena *arena, const char *bytes, size_t len, char **ret,
                  bool *ret_windows, struct yp_err *err)
{
    if (len >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2)))
        return yp_fail(err, YP_EINVAL, "text.encoding", "UTF-16");
    if (memchr(bytes, 0, len))
        return yp_fail(err, YP_EINVAL, "text.encoding", "NUL byte");
    if (yp_utf8_valid(bytes, len)) {
        size_t mark = len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
        *ret = yp_arena_mem(arena, bytes + mark, len - mark);
        *ret_windows = false;
        return YP_OK;
    }
    char *text = yp_charset_windows_1252(arena, bytes, len);
    if (!text)
        return yp_fail(err, YP_EINVAL, "text.encoding", "neither UTF-8 nor Windows-1252");
    *ret = text;
    *ret_windows = true;
    return YP_OK;
}

static bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/* The separator most frequent outside quotes in the first row that is not empty; ',' when there is
 * none. */
static char sniff(const char *text)
{
    static const char separators[] = ";\t,";
    int counts[3] = { 0 };
    bool quoted = false;
    while (ends_line(*text))
        text++;
    for (; *text && (quoted || !ends_line(*text)); text++) {
        const char *which = strchr(separators, *text);
        if (*text == '"')
            quoted = !quoted;
        else if (which && !quoted)
            counts[which - separators]++;
    }
    int best = 2;
    for (int i = 1; i >= 0; i--)
        if (counts[i] > counts[best] || (counts[i] && counts[i] == counts[best]))
            best = i;
    return separators[best];
}

static int too_much(struct yp_err *err, const char *key, int max)
{
    int rc = yp_fail(err, YP_ELIMIT, key, "over %d", max);
    yp_err_arg(err, "max", "%d", max);
    return rc;
}

static bool begins_formula(const char *s, const char *end)
{
    return s < end && strchr("=+-@\t\r", *s) && *s;
}

/* Whether the text begins with an apostrophe or more and then like a formula. */
static bool is_guarded(const char *s, const char *end)
{
    const char *first = s;
    while (s < end && *s == '\'')
        s++;
    return s > first && begins_formula(s, end);
}

/* The byte behind the quote that closes the cell that begins at s with one; NULL when none does, or
 * when the cell goes on behind it. */
static const char *behind_quoted(const struct reader *r, const char *s)
{
    for (s++; s < r->end; s++)
        if (*s == '"' && *++s != '"')
            return s == r->end || *s == r->separator || ends_line(*s) ? s : NULL;
    return NULL;
}

/* These two move the cell's bytes to r->to; false when a quote stands in a wrong place, r->at is
 * then on the cell's first line. On return of true r->at is at what ended the cell. */
static bool read_quoted(struct reader *r)
{
    const char *behind = behind_quoted(r, r->at);
    if (!behind)
        return false;
    for (r->at++; r->at < behind - 1; r->at++) {
        *r->to++ = *r->at;
        r->at += *r->at == '"';
    }
    r->at++;
    return true;
}

static bool read_plain(struct reader *r)
{
    while (r->at < r->end && *r->at != r->separator && !ends_line(*r->at)) {
        if (*r->at == '"')
            return false;
        *r->to++ = *r->at++;
    }
    return true;
}

/* Passes the end of a line. */
static void pass_end(struct reader *r)
{
    if (r->at < r->end)
        r->at += *r->at == '\r' && r->at[1] == '\n' ? 2 : 1;
}

/* Reads a cell and what ends it; *ret_more tells whether the row goes on. */
static bool read_cell(struct reader *r, bool *ret_more)
{
    char *cell = r->to;
    if (!(*r->at == '"' ? read_quoted(r) : read_plain(r)))
        return false;
    if (is_guarded(cell, r->to)) {
        memmove(cell, cell + 1, (size_t)(r->to - cell - 1));
        r->to--;
    }
    *ret_more = r->at < r->end && *r->at == r->separator;
    if (*ret_more)
        r->at++;
    else
        pass_end(r);
    *r->to++ = '\0';
    return true;
}

/* Reads a row; one that is no row of the table becomes a fault, and its bytes are given up. */
static int read_row(struct reader *r)
{
    char *row = r->to;
    bool more = true, is_whole = true;
    int n = 0;
    for (; more && is_whole; n += is_whole)
        is_whole = read_cell(r, &more);
    if (!r->nrow && !is_whole) {
        int rc = yp_fail(r->err, YP_EINVAL, "csv.quote", "row %d", r->row);
        yp_err_arg(r->err, "row", "%d", r->row);
        return rc;
    }
    if (!r->nrow && n > YP_CSV_COLUMNS_MAX)
        return too_much(r->err, "csv.width", YP_CSV_COLUMNS_MAX);
    if (!r->nrow)
        r->ncol = n;
    if (is_whole && n == r->ncol) {
        r->nrow++;
        return YP_OK;
    }
    while (!is_whole && r->at < r->end && !ends_line(*r->at))
        r->at++;
    if (!is_whole)
        pass_end(r);
    r->to = row;
    r->faults[r->nfaults++] = (struct yp_csv_fault){ r->row, is_whole ? n : 0 };
    return YP_OK;
}

/* Cuts the text into cells and fills in the number of each row. */
static int read_rows(struct reader *r, int *number)
{
    for (r->row = 1; r->at < r->end; r->row++) {
        if (ends_line(*r->at)) {
            pass_end(r);
            continue;
        }
        if (r->nrow + r->nfaults == YP_CSV_ROWS_MAX)
            return too_much(r->err, "csv.rows", YP_CSV_ROWS_MAX);
        number[r->nrow] = r->row;
        int rc = read_row(r);
        if (rc < 0)
            return rc;
    }
    return r->nrow ? YP_OK : yp_fail(r->err, YP_EINVAL, "csv.empty", "no rows");
}

/* No more rows than this can be in the text. */
static size_t count_lines(const char *text)
{
    size_t n = 1;
    for (; *text; text++)
        n += ends_line(*text);
    return n < YP_CSV_ROWS_MAX ? n : YP_CSV_ROWS_MAX;
}

int yp_csv_read(struct yp_arena *arena, const char *bytes, size_t len, struct yp_csv *ret,
                struct yp_err *err)
{
    if (len > YP_CSV_BYTES_MAX)
        return too_much(err, "csv.large", YP_CSV_BYTES_MAX);
    char *text;
    bool is_windows;
    int rc = decode(arena, bytes, len, &text, &is_windows, err);
    if (rc < 0)
        return rc;
    struct reader r = {
        .text = text, .end = text + strlen(text), .at = text, .to = text, .err = err
    };
    r.separator = sniff(text);
    size_t lines = count_lines(text);
    int *number = yp_arena_array(arena, lines, sizeof *number);
    r.faults = yp_arena_array(arena, lines, sizeof *r.faults);
    rc = read_rows(&r, number);
    if (rc < 0)
        return rc;
    size_t n = (size_t)r.nrow * (size_t)r.ncol;
    const char **cells = yp_arena_array(arena, n, sizeof *cells);
    const char *cell = text;
    for (size_t i = 0; i < n; i++, cell += strlen(cell) + 1)
        cells[i] = cell;
    *ret = (struct yp_csv){ .ncol = r.ncol,
                            .nrow = r.nrow,
                            .cells = cells,
                            .number = number,
                            .is_windows_1252 = is_windows,
                            .separator = r.separator,
                            .faults = r.faults,
                            .nfaults = r.nfaults };
    return YP_OK;
}

/* Whether the text is a number with a sign, which no spreadsheet runs: -5, +0,75. */
static bool is_number(const char *s, const char *end)
{
    s++;
    const char *digits = s;
    while (s < end && *s >= '0' && *s <= '9')
        s++;
    if (s == digits)
        return false;
    if (s < end && (*s == '.' || *s == ',')) {
        digits = ++s;
        while (s < end && *s >= '0' && *s <= '9')
            s++;
        if (s == digits)
            return false;
    }
    return s == end;
}

/* Any separator needs quotes, not only the file's own: else a header could make a reader take
 * another. */
static bool needs_quotes(const char *text, size_t len, char separator)
{
    static const char special[] = ",;\t\"\r\n";
    for (size_t i = 0; i < len; i++)
        if (text[i] == separator || memchr(special, text[i], sizeof special - 1))
            return true;
    return len && (text[0] == ' ' || text[len - 1] == ' ');
}

void yp_csv_write_field(struct yp_buf *out, const char *text, size_t len, char separator)
{
    const char *end = text + len;
    bool sign = len && (*text == '-' || *text == '+');
    bool guard =
        is_guarded(text, end) || (begins_formula(text, end) && !(sign && is_number(text, end)));
    bool quotes = needs_quotes(text, len, separator);
    if (quotes)
        yp_buf_char(out, '"');
    if (guard)
        yp_buf_char(out, '\'');
    for (; text < end; text++) {
        if (*text == '"')
            yp_buf_char(out, '"');
        yp_buf_char(out, *text);
    }
    if (quotes)
        yp_buf_char(out, '"');
}
