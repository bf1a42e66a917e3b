#include "lib/icu.h"

#include <assert.h>
#include <inttypes.h>
#include <pthread.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/unorm2.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "base/clock.h"
#include "base/utf8.h"

enum { TEXT_MAX = 64 * 1024 * 1024, DAY_LIMIT = 4000000, NLANG = 6 };

#define NBSP "\xC2\xA0"

enum style { NUMERIC, WORDS, ISO };

/* What a language does; the arrays are filled from ICU once and only read afterwards. */
struct lang {
    const char *code;
    const char *locale;  /* of names and plurals */
    const char *numbers; /* ICU knows no sms, whose numbers are written as the Finnish ones */
    enum style style;
    char colon;     /* between hours and minutes */
    const char *at; /* between date and time */
    UDateFormatSymbolType weekday_width;
    char month[12][32];
    char weekday[7][16]; /* Monday first */
    UNumberFormatter *number;
    UPluralRules *plural;
};

static struct lang langs[NLANG] = {
    { "fi", "fi", "fi", NUMERIC, '.', " klo ", UDAT_STANDALONE_SHORTER_WEEKDAYS },
    { "sv", "sv", "sv", NUMERIC, '.', " kl. ", UDAT_STANDALONE_SHORTER_WEEKDAYS },
    { "en", "en", "en", WORDS, ':', " at ", UDAT_STANDALONE_SHORT_WEEKDAYS },
    { "se", "se", "se", NUMERIC, '.', " dii. ", UDAT_STANDALONE_SHORT_WEEKDAYS },
    { "smn", "smn", "smn", NUMERIC, '.', " tme ", UDAT_STANDALONE_SHORT_WEEKDAYS },
    { "sms", "fi", "fi", ISO, ':', " ", UDAT_STANDALONE_SHORT_WEEKDAYS },
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const UNormalizer2 *nfc, *nfd, *nfkc_fold;
static UCollator *collator;
static pthread_mutex_t collator_lock = PTHREAD_MUTEX_INITIALIZER;
static char version[64];

/* Without its data ICU can do nothing, and neither can we. */
static void require(UErrorCode status)
{
    if (U_SUCCESS(status))
        return;
    fprintf(stderr, "yhdyspinta: ICU: %s\n", u_errorName(status));
    abort();
}

static void load_names(const struct lang *lang, UDateFormatSymbolType type, int first, int n,
                       char *names, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *dates = udat_open(UDAT_SHORT, UDAT_SHORT, lang->locale, NULL, 0, NULL, 0, &status);
    for (int i = 0; i < n; i++) {
        UChar name[32];
        int32_t len = udat_getSymbols(dates, type, first + i, name, 32, &status);
        u_strToUTF8(names + (size_t)i * size, (int32_t)size, NULL, name, len, &status);
    }
    require(status);
    udat_close(dates);
}

/* ICU compiles a formatter at its third use and hands it over by atomics of its own; used that
 * often before the threads share it, it is only read. */
static void warm(const UNumberFormatter *number)
{
    UErrorCode status = U_ZERO_ERROR;
    UFormattedNumber *result = unumf_openResult(&status);
    for (int i = 0; i < 8; i++)
        unumf_formatInt(number, i, result, &status);
    unumf_closeResult(result);
    require(status);
}

static void load_lang(struct lang *lang)
{
    static const UChar at_most_two_decimals[] = u".##";
    UErrorCode status = U_ZERO_ERROR;
    lang->number = unumf_openForSkeletonAndLocale(at_most_two_decimals, -1, lang->numbers, &status);
    lang->plural = uplrules_open(lang->locale, &status);
    require(status);
    warm(lang->number);
    load_names(lang, UDAT_STANDALONE_MONTHS, 0, 12, lang->month[0], sizeof lang->month[0]);
    char days[8][sizeof lang->weekday[0]]; /* ICU counts from 1, Sunday */
    load_names(lang, lang->weekday_width, 1, 7, days[1], sizeof days[0]);
    for (int i = 0; i < 7; i++)
        memcpy(lang->weekday[i], days[i == 6 ? 1 : i + 2], sizeof days[0]);
}

static void load(void)
{
    UErrorCode status = U_ZERO_ERROR;
    nfc = unorm2_getNFCInstance(&status);
    nfd = unorm2_getNFDInstance(&status);
    nfkc_fold = unorm2_getNFKCCasefoldInstance(&status);
    collator = ucol_open("fi", &status);
    require(status);
    for (int i = 0; i < NLANG; i++)
        load_lang(&langs[i]);
    UVersionInfo icu, order;
    u_getVersion(icu);
    ucol_getVersion(collator, order);
    snprintf(version, sizeof version, "%d.%d-%d.%d", icu[0], icu[1], order[0], order[1]);
}

static const struct lang *find_lang(const char *code)
{
    pthread_once(&once, load);
    for (int i = 0; i < NLANG; i++)
        if (!strcmp(langs[i].code, code))
            return &langs[i];
    return &langs[0];
}

/* Text as UTF-16, broken bytes as U+FFFD. */
static UChar *to_utf16(struct yp_arena *arena, const char *text, size_t len, int32_t *ret_len)
{
    assert(len <= TEXT_MAX);
    pthread_once(&once, load);
    UErrorCode status = U_ZERO_ERROR;
    UChar *wide = yp_arena_array(arena, len + 1, sizeof *wide); /* never longer than in UTF-8 */
    u_strFromUTF8WithSub(wide, (int32_t)len + 1, ret_len, text, (int32_t)len, 0xFFFD, NULL,
                         &status);
    require(status);
    return wide;
}

static char *to_utf8(struct yp_arena *arena, const UChar *wide, int32_t len)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t size = 3 * len + 1;
    char *text = yp_arena_alloc(arena, (size_t)size);
    u_strToUTF8(text, size, NULL, wide, len, &status);
    require(status);
    return text;
}

static UChar *normalize(const UNormalizer2 *form, struct yp_arena *arena, const UChar *wide,
                        int32_t len, int32_t *ret_len)
{
    int32_t size = len + 32;
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        UChar *to = yp_arena_array(arena, (size_t)size, sizeof *to);
        *ret_len = unorm2_normalize(form, wide, len, to, size, &status);
        if (status != U_BUFFER_OVERFLOW_ERROR) {
            require(status);
            return to;
        }
        size = *ret_len + 1;
    }
}

static bool is_ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

int yp_icu_nfc(struct yp_arena *arena, const char *text, size_t len, char **ret, struct yp_err *err)
{
    if (len > TEXT_MAX)
        return yp_fail(err, YP_ELIMIT, "text.long", "%zu bytes", len);
    if (memchr(text, 0, len) || !yp_utf8_valid(text, len))
        return yp_fail(err, YP_EINVAL, "text.encoding", "not UTF-8, or NUL");
    if (is_ascii(text, len)) {
        *ret = yp_arena_mem(arena, text, len);
        return YP_OK;
    }
    int32_t n;
    UChar *wide = to_utf16(arena, text, len, &n);
    wide = normalize(nfc, arena, wide, n, &n);
    *ret = to_utf8(arena, wide, n);
    return YP_OK;
}

char *yp_icu_sort_key(struct yp_arena *arena, const char *text)
{
    int32_t n;
    UChar *wide = to_utf16(arena, text, strlen(text), &n);
    pthread_mutex_lock(&collator_lock);
    int32_t size = ucol_getSortKey(collator, wide, n, NULL, 0);
    uint8_t *key = yp_arena_alloc(arena, (size_t)size);
    ucol_getSortKey(collator, wide, n, key, size);
    pthread_mutex_unlock(&collator_lock);
    size--; /* its closing 0 is left out: a key that begins another sorts first anyway */
    char *hex = yp_arena_alloc(arena, 2 * (size_t)size + 1);
    for (int32_t i = 0; i < size; i++) {
        hex[2 * i] = "0123456789ABCDEF"[key[i] >> 4];
        hex[2 * i + 1] = "0123456789ABCDEF"[key[i] & 15];
    }
    return hex;
}

static bool is_accent(UChar32 c)
{
    return c >= 0x300 && c <= 0x36F;
}

/* Letters of their own in Finnish, Swedish and the Sámi languages; đ ŋ ŧ have no accent to lose. */
static bool is_letter_of_its_own(UChar32 c)
{
    return c < 0x10000 && u_strchr(u"åäöčšž", (UChar)c);
}

/* Writes c without its accents to `to`, which has room for the 18 units of the longest
 * decomposition; returns how many units were written. */
static int32_t drop_accents(UChar32 c, UChar *to)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar parts[32];
    int32_t len =
        is_letter_of_its_own(c) ? -1 : unorm2_getDecomposition(nfd, c, parts, 32, &status);
    int32_t n = 0;
    if (len < 0) {
        if (!is_accent(c))
            U16_APPEND_UNSAFE(to, n, c);
        return n;
    }
    for (int32_t i = 0; i < len; i++)
        if (!is_accent(parts[i]))
            to[n++] = parts[i];
    return n;
}

char *yp_icu_fold(struct yp_arena *arena, const char *text)
{
    enum { ROOM = 32 };
    int32_t n, size = 0;
    UChar *wide = to_utf16(arena, text, strlen(text), &n);
    wide = normalize(nfkc_fold, arena, wide, n, &n);
    UChar *plain = yp_arena_array(arena, 4 * (size_t)n + ROOM, sizeof *plain);
    const char *at = to_utf8(arena, wide, n);
    for (uint32_t c; (c = yp_utf8_next(&at)) != 0;)
        size += drop_accents((UChar32)c, plain + size);
    return to_utf8(arena, plain, size);
}

bool yp_icu_is_letter(uint32_t c)
{
    return (U_GET_GC_MASK((UChar32)c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

bool yp_icu_is_capital(uint32_t c)
{
    return u_isupper((UChar32)c);
}

const char *yp_icu_version(void)
{
    pthread_once(&once, load);
    return version;
}

static void add_iso_day(const struct yp_local *t, struct yp_buf *out)
{
    yp_buf_printf(out, "%04d-%02d-%02d", t->year, t->month, t->day);
}

static void add_date(const struct lang *lang, const struct yp_local *t, struct yp_buf *out)
{
    if (lang->style == ISO)
        add_iso_day(t, out);
    else if (lang->style == WORDS)
        yp_buf_printf(out, "%d %s %d", t->day, lang->month[t->month - 1], t->year);
    else
        yp_buf_printf(out, "%d.%d.%d", t->day, t->month, t->year);
}

static void add_time(const struct lang *lang, const struct yp_local *t, struct yp_buf *out)
{
    yp_buf_printf(out, "%0*d%c%02d", lang->style == ISO ? 2 : 1, t->hour, lang->colon, t->minute);
}

static bool is_day(int64_t i)
{
    return i > -DAY_LIMIT && i < DAY_LIMIT;
}

static struct yp_local local_of(int64_t i)
{
    return is_day(i) ? yp_day_split((int32_t)i) : yp_local_of(i);
}

static void format_date(const struct lang *lang, int64_t i, struct yp_buf *out)
{
    struct yp_local t = local_of(i);
    add_date(lang, &t, out);
}

static void format_weekdate(const struct lang *lang, int64_t i, struct yp_buf *out)
{
    struct yp_local t = local_of(i);
    if (lang->style != ISO)
        yp_buf_printf(out, "%s ", lang->weekday[t.weekday - 1]);
    add_date(lang, &t, out);
}

static void format_time(const struct lang *lang, int64_t i, struct yp_buf *out)
{
    struct yp_local t = yp_local_of(i);
    add_time(lang, &t, out);
}

static void format_clock(const struct lang *lang, int64_t i, struct yp_buf *out)
{
    struct yp_local t = is_day(i)
                            ? (struct yp_local){ .hour = (int)(i / 60), .minute = (int)(i % 60) }
                            : yp_local_of(i);
    add_time(lang, &t, out);
}

static void format_datetime(const struct lang *lang, int64_t i, struct yp_buf *out)
{
    struct yp_local t = local_of(i);
    add_date(lang, &t, out);
    if (is_day(i))
        return;
    yp_buf_str(out, lang->at);
    add_time(lang, &t, out);
}

static void format_iso(const struct lang *lang YP_UNUSED, int64_t i, struct yp_buf *out)
{
    struct yp_local t = local_of(i);
    add_iso_day(&t, out);
    if (!is_day(i))
        yp_buf_printf(out, "T%02d:%02d", t.hour, t.minute);
}

static void format_isodatetime(const struct lang *lang YP_UNUSED, int64_t i, struct yp_buf *out)
{
    int64_t second = i / 1000000 - (i % 1000000 < 0);
    int64_t day = second / 86400 - (second % 86400 < 0);
    int64_t rest = second - day * 86400;
    struct yp_local t = yp_day_split((int32_t)day);
    add_iso_day(&t, out);
    yp_buf_printf(out, "T%02d:%02d:%02dZ", (int)(rest / 3600), (int)(rest / 60 % 60),
                  (int)(rest % 60));
}

static void format_month(const struct lang *lang, int64_t i, struct yp_buf *out)
{
    struct yp_local t = local_of(i);
    if (lang->style == ISO)
        yp_buf_printf(out, "%04d-%02d", t.year, t.month);
    else
        yp_buf_printf(out, "%s %d", lang->month[t.month - 1], t.year);
}

/* The season a day belongs to; a December counts as winter of its own year. */
static void format_season(const struct lang *lang, int64_t i, struct yp_buf *out)
{
    static const char *const names[][5] = { { "fi", "talvi", "kevät", "kesä", "syksy" },
                                            { "sv", "vintern", "våren", "sommaren", "hösten" },
                                            { "en", "winter", "spring", "summer", "autumn" },
                                            { "se", "dálvi", "giđđa", "geassi", "čakča" },
                                            { "smn", "tälvi", "kiđđâ", "keesi", "čohčâ" } };
    struct yp_local t = local_of(i);
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (!strcmp(names[k][0], lang->code)) {
            yp_buf_printf(out, "%s %d", names[k][1 + t.month % 12 / 3], t.year);
            return;
        }
    format_month(lang, i, out);
}

static void format_year(const struct lang *lang, int64_t i, struct yp_buf *out)
{
    (void)lang;
    yp_buf_printf(out, "%d", local_of(i).year);
}

/* A day with how well it is known: eight times the day, plus 0 day, 1 month, 2 season, 3 year. */
static void format_when(const struct lang *lang, int64_t i, struct yp_buf *out)
{
    static void (*const known[])(const struct lang *, int64_t,
                                 struct yp_buf *) = { format_date, format_month, format_season,
                                                      format_year };
    int64_t day = i / 8 - (i % 8 < 0);
    known[(i - day * 8) & 3](lang, day, out);
}

/* Appends a number as the language groups it; whole when real is NULL. */
static void add_number(const struct lang *lang, int64_t whole, const double *real,
                       struct yp_buf *out)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[512]; /* the largest double has 309 digits and 102 group marks */
    char text[3 * 512 + 1];
    UFormattedNumber *number = unumf_openResult(&status);
    if (real)
        unumf_formatDouble(lang->number, *real, number, &status);
    else
        unumf_formatInt(lang->number, whole, number, &status);
    int32_t len = unumf_resultToString(number, wide, 512, &status);
    unumf_closeResult(number);
    u_strToUTF8(text, (int32_t)sizeof text, &len, wide, len, &status);
    require(status);
    yp_buf_add(out, text, (size_t)len);
}

static void format_number(const struct lang *lang, int64_t i, struct yp_buf *out)
{
    add_number(lang, i, NULL, out);
}

static void format_size(const struct lang *lang, int64_t bytes, struct yp_buf *out)
{
    static const char *const units[] = { "kB", "MB", "GB", "TB" };
    if (bytes < 1000) {
        yp_buf_printf(out, "%" PRId64 NBSP "B", bytes);
        return;
    }
    size_t unit = 0;
    double n = (double)bytes / 1000;
    while (n >= 999.95 && unit + 1 < sizeof units / sizeof *units) {
        n /= 1000;
        unit++;
    }
    n = (double)(int64_t)(n * 10 + 0.5) / 10;
    add_number(lang, 0, &n, out);
    yp_buf_printf(out, NBSP "%s", units[unit]);
}

static const struct {
    const char *name;
    void (*add)(const struct lang *lang, int64_t i, struct yp_buf *out);
} formats[] = {
    { "date", format_date },
    { "weekdate", format_weekdate },
    { "time", format_time },
    { "clock", format_clock },
    { "datetime", format_datetime },
    { "iso", format_iso },
    { "isodatetime", format_isodatetime },
    { "month", format_month },
    { "season", format_season },
    { "when", format_when },
    { "year", format_year },
    { "number", format_number },
    { "lines", format_number },
    { "size", format_size },
};

enum { NFORMAT = sizeof formats / sizeof *formats };

/* The month a word names in a language that writes dates in words, 0 when it names none. */
static int month_named(const char *word)
{
    pthread_once(&once, load);
    for (int i = 0; i < NLANG; i++)
        for (int month = 0; langs[i].style == WORDS && month < 12; month++)
            if (!strcasecmp(word, langs[i].month[month]))
                return month + 1;
    return 0;
}

bool yp_icu_read_day(const char *text, int32_t *ret)
{
    int y, m, d, n = 0;
    char word[32];
    bool ok = (sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &n) == 3 && !text[n]) ||
              (n = 0, sscanf(text, "%2d.%2d.%4d%n", &d, &m, &y, &n) == 3 && n && !text[n]);
    if (!ok && (n = 0, sscanf(text, "%2d %31[A-Za-z] %4d%n", &d, word, &y, &n) == 3) && n &&
        !text[n])
        ok = (m = month_named(word)) > 0;
    if (!ok || !yp_day_valid(y, m, d))
        return false;
    *ret = yp_day(y, m, d);
    return true;
}

bool yp_icu_known_format(const char *name)
{
    for (int i = 0; i < NFORMAT; i++)
        if (!strcmp(formats[i].name, name))
            return true;
    return false;
}

void yp_icu_format(const char *lang, const char *name, const struct yp_value *v, struct yp_buf *out)
{
    if (v->type == YP_TEXT)
        yp_buf_add(out, v->s, v->len);
    else if (v->type == YP_F64)
        add_number(find_lang(lang), 0, &v->f, out);
    else if (v->type == YP_I64)
        for (int i = 0; i < NFORMAT; i++)
            if (!strcmp(formats[i].name, name))
                formats[i].add(find_lang(lang), v->i, out);
}

const char *yp_icu_plural(const char *lang, int64_t n)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar form[16];
    uplrules_select(find_lang(lang)->plural, (double)n, form, 16, &status);
    return U_SUCCESS(status) && !u_strcmp(form, u"one") ? "one" : "other";
}
