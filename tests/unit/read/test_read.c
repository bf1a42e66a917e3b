/* What bulletins say, rule by rule: each with sentences of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "read/read.h"

#define LEN(a) (sizeof(a) / sizeof *(a))

static const char *data_dir; /* data, the program's argument */
static struct yp_words *words;
static struct yp_places *places;
static struct yp_arena *arena;

static int begin(void **state)
{
    (void)state;
    struct yp_err err = { 0 };
    YP_CLEANUP(yp_buf_release) struct yp_buf csv = YP_BUF_INIT;
    char path[1024], piece[4096];
    snprintf(path, sizeof path, "%s/areas.csv", data_dir);
    FILE *in = fopen(path, "rb");
    if (!in)
        return -1;
    for (size_t n; (n = fread(piece, 1, sizeof piece, in)) > 0;)
        yp_buf_add(&csv, piece, n);
    (void)fclose(in);
    arena = yp_arena_new();
    if (yp_words_new(&words, &err) < 0)
        return -1;
    return yp_places_new(&places, csv.mem, csv.len, &err);
}

static int end(void **state)
{
    (void)state;
    yp_places_free(places);
    yp_words_free(words);
    yp_arena_free(arena);
    return 0;
}

static const struct yp_read_known today = { .today_day = 20600 }; /* 2026-05-27 */

static struct yp_reading *read_text(const char *text)
{
    struct yp_reading *r;
    struct yp_err err = { 0 };
    assert_int_equal(yp_read_bulletin(&r, words, places, arena, text, strlen(text), &today, &err),
                     YP_OK);
    return r;
}

/* A sentence as the body of a bulletin. */
static struct yp_reading *read_body(const char *body)
{
    return read_text(yp_arena_printf(arena, "Työ etenee\n\n%s\n", body));
}

static const char *joined(const struct yp_read_name *list, int n)
{
    const char *s = "";
    for (int i = 0; i < n; i++)
        s = yp_arena_printf(arena, "%s%s%s", s, i ? "; " : "", list[i].name);
    return s;
}

static const char *people(const struct yp_reading *r)
{
    const char *s = "";
    for (int i = 0; i < r->npersons; i++)
        s = yp_arena_printf(arena, "%s%s%s|%s|%s", s, i ? "; " : "", r->persons[i].name,
                            r->persons[i].title ? r->persons[i].title : "-",
                            r->persons[i].org ? r->persons[i].org : "-");
    return s;
}

static const char *days(const struct yp_reading *r)
{
    const char *s = "";
    for (int i = 0; i < r->nevents; i++) {
        struct yp_local l = yp_day_split(r->events[i].day);
        s = yp_arena_printf(arena, "%s%s%04d-%02d-%02d", s, i ? " " : "", l.year, l.month, l.day);
    }
    return s;
}

static const char *quotes(const struct yp_reading *r)
{
    const char *s = "";
    for (int i = 0; i < r->nquotes; i++)
        s = yp_arena_printf(arena, "%s%s%s: %s", s, i ? "; " : "",
                            r->quotes[i].speaker ? r->quotes[i].speaker : "?", r->quotes[i].text);
    return s;
}

static const char *counts(const struct yp_reading *r)
{
    const char *s = "";
    for (int i = 0; i < r->ncounts; i++)
        s = yp_arena_printf(arena, "%s%s%s%s%.15g %s", s, i ? "; " : "",
                            r->counts[i].qualifier ? r->counts[i].qualifier : "",
                            r->counts[i].qualifier ? " " : "", r->counts[i].n, r->counts[i].what);
    return s;
}

typedef const char *told(const struct yp_reading *r);

static const char *bodies(const struct yp_reading *r)
{
    return joined(r->bodies, r->nbodies);
}

static const char *orgs(const struct yp_reading *r)
{
    return joined(r->orgs, r->norgs);
}

static const char *projects(const struct yp_reading *r)
{
    return joined(r->projects, r->nprojects);
}

static const char *municipalities(const struct yp_reading *r)
{
    return joined(r->municipalities, r->nmunicipalities);
}

struct expected {
    const char *text, *want;
};

static void check(told *tell, const struct expected *list, size_t n)
{
    int failures = 0;
    for (size_t i = 0; i < n; i++) {
        const char *got = tell(read_body(list[i].text));
        if (!strcmp(got, list[i].want))
            continue;
        failures++;
        print_error("%s\n  want %s\n  got  %s\n", list[i].text, list[i].want, got);
    }
    assert_int_equal(failures, 0);
}

static void test_title(void **state)
{
    (void)state;
    static const struct expected list[] = {
        { "Palaa etusivulle\n\nTiedote 3/2022\n\nUusi ryhmä aloitti\n\nRyhmä kokoontui heti.",
          "Uusi ryhmä aloitti" },
        { "Julkaistu 3.4.2022 klo 9.15\nPalvelut muuttuvat – mitä se tarkoittaa?\n\nTeksti alkaa.",
          "Palvelut muuttuvat – mitä se tarkoittaa?" },
        { "Ryhmä kokoontui eilen Porissa. Se päätti monesta asiasta ja valitsi puheenjohtajan.",
          "" },
        { "Tiedote: Hoitajat saivat tukea\n\nHoitajat kertoivat.", "Hoitajat saivat tukea" },
        { "Lakeuden hyvinvointialue\n\nLääkärit siirtyvät uusiin tiloihin syksyllä\n\nTeksti.",
          "Lääkärit siirtyvät uusiin tiloihin syksyllä" },
    };
    for (size_t i = 0; i < LEN(list); i++) {
        const char *title = read_text(list[i].text)->title;
        assert_string_equal(title ? title : "", list[i].want);
    }
}

static void test_days(void **state)
{
    (void)state;
    static const struct expected list[] = {
        { "Ryhmä kokoontui 12.5.2022 Porissa.", "2022-05-12" },
        { "Ryhmä kokoontui perjantaina 15.1. etänä.", "2021-01-15" },
        { "Seminaari järjestettiin 12.–13.5.2022.", "2022-05-12 2022-05-13" },
        { "Työpajat pidettiin 17.5. ja 3.6.2021.", "2021-05-17 2021-06-03" },
        { "Työpajat pidettiin 22.3. Kotkassa ja 7.4.2022 Kouvolassa.", "2022-03-22 2022-04-07" },
        { "Johtoryhmä kokoontui 3. joulukuuta 2021.", "2021-12-03" },
        { "Johtoryhmä kokoontui joulukuun 3. päivänä 2021.", "2021-12-03" },
        { "Tiistaina 8.11.2022 Raumalla järjestettiin koulutus.", "2022-11-08" },
        { "Hakemus jätetään 29.10.2021 mennessä.", "" },
        { "Kokous pidettiin 4.3.2022. Seuraava kokous pidetään 8.4.2022.", "2022-03-04" },
        { "Kokous alkoi klo 10.15 ja siinä oli 3 kohtaa.", "" },
        { "Kokous pidettiin 31.2.2022.", "" },
    };
    check(days, list, LEN(list));
}

static void test_years(void **state)
{
    (void)state;
    struct yp_reading *r =
        read_text("Työ jatkuu\n\nJulkaistu 5.2.2020\n\nRyhmä kokoontui 3.2. etänä.");
    assert_string_equal(days(r), "2020-02-03");
    assert_int_equal(r->events[0].year, YP_READ_BY_PUBLISHED);
    r = read_body("Ryhmä kokoontui perjantaina 29.10. etänä. Työ jatkuu vuoden 2023 loppuun.");
    assert_int_equal(r->events[0].year, YP_READ_BY_WEEKDAY);
    r = read_body("Ryhmä kokoontui 3.2. etänä.");
    assert_string_equal(days(r), "2026-02-03");
    assert_int_equal(r->events[0].year, YP_READ_BY_TODAY);
    assert_string_equal(r->events[0].doubt, "year.guessed");
    r = read_body("Ryhmä kokoontui torstaina 18.4.2023.");
    assert_string_equal(days(r), "2023-04-18");
    assert_string_equal(r->events[0].doubt, "weekday.wrong");
    assert_string_equal(days(read_text("Otsikko kertoo\n\n30.1.2024\n\nLautakunta päätti asiasta "
                                       "tiistain kokouksessaan.")),
                        "2024-01-30");
}

static void test_people(void **state)
{
    (void)state;
    static const struct expected list[] = {
        { "Ryhmä kuuli suunnittelija Maija Huttusen katsauksen.",
          "Maija Huttunen|suunnittelija|-" },
        { "Ryhmä kuuli suunnittelija Maija Söderströmin katsauksen.",
          "Maija Söderström|suunnittelija|-" },
        { "Kokouksen avasi Porin kaupungin sivistysjohtaja Tuula Mäki-Petäjä.",
          "Tuula Mäki-Petäjä|sivistysjohtaja|Porin kaupunki" },
        { "THL:n erityisasiantuntija Pekka von Essen puhui.",
          "Pekka von Essen|erityisasiantuntija|THL" },
        { "Puheenjohtajaksi valittiin Aino Virtanen ja varapuheenjohtajaksi Eino Salo Rauman "
          "kaupungista.",
          "Aino Virtanen|puheenjohtaja|-; Eino Salo|varapuheenjohtaja|Rauman kaupunki" },
        { "Paikalla olivat suunnittelijat Aino Laine ja Eino Korhonen.",
          "Aino Laine|suunnittelija|-; Eino Korhonen|suunnittelija|-" },
        { "Lisätietoja: Anna-Maija Rantala, palvelupäällikkö, p. 040 000 0000",
          "Anna-Maija Rantala|palvelupäällikkö|-" },
        { "Yksikön päällikkö Leena Harju kertoi työstä.", "Leena Harju|yksikön päällikkö|-" },
        { "Työn esitteli sosiaali- ja terveysjohtaja Ritva Lehto.",
          "Ritva Lehto|sosiaali- ja terveysjohtaja|-" },
        { "Puheenjohtaja Virtanen kiitti Satakuntaa ja Lappia.", "" },
        { "Kokouksessa puhui Máret Ánne Näkkäläjärvi.", "Máret Ánne Näkkäläjärvi|-|-" },
    };
    check(people, list, LEN(list));
}

static void test_shared_surname(void **state)
{
    (void)state;
    struct yp_reading *r = read_body("Paikalla olivat Aino Laine ja Eino Laine.\n\n"
                                     "– Tämä oli hyvä päivä kaikille, sanoo Laine.");
    assert_int_equal(r->npersons, 2);
    assert_string_equal(r->persons[0].doubt, "surname.shared");
    assert_int_equal(r->nquotes, 1);
    assert_string_equal(r->quotes[0].doubt, "surname.shared");
}

static void test_bodies(void **state)
{
    (void)state;
    static const struct expected list[] = {
        { "Lakeussoten johtoryhmässä käsiteltiin asiaa.", "Lakeussoten johtoryhmä" },
        { "Asia vietiin Salon kaupungin vanhusneuvostolle. Neuvosto puolsi sitä.",
          "Salon kaupungin vanhusneuvosto" },
        { "Laajennetussa johtoryhmässä puhuttiin pienryhmistä ja kohderyhmästä.",
          "Laajennettu johtoryhmä" },
        { "Sosiaali- ja terveyslautakunnan päätös lähetettiin aluehallitukselle.",
          "Sosiaali- ja terveyslautakunta; aluehallitus" },
        { "Hän toimitti luonnoksen ohjausryhmälle.", "ohjausryhmä" },
        { "Suomen hallitus antoi esityksen.", "" },
    };
    check(bodies, list, LEN(list));
}

static void test_things(void **state)
{
    (void)state;
    static const struct expected projects_[] = {
        { "Ryhmä kuuli Kainuun Hyvä arki kaikille -hankkeen tilanteen.",
          "Kainuun Hyvä arki kaikille -hanke" },
        { "Ryhmä kuuli myös hyvä arki -osahankkeen katsauksen.", "hyvä arki -osahanke" },
        { "DigiArki-hankkeessa kehitettiin työtä. Hanke jatkuu.", "DigiArki-hanke" },
        { "Satakunnan palvelurakenteen kehittämishankkeesta kerrottiin.",
          "Satakunnan palvelurakenteen kehittämishanke" },
        { "”Yhdessä eteenpäin” -hankkeen väki tapasi.", "”Yhdessä eteenpäin” -hanke" },
        { "Hankkeen tavoitteena on parempi arki. Satakunnan hankkeet etenevät.", "" },
    };
    static const struct expected orgs_[] = {
        { "Mukana olivat poliisi, TE-toimisto ja aluehallintovirasto.",
          "poliisi; TE-toimisto; aluehallintovirasto" },
        { "Kainuun hyvinvointialueella ja Oulun yliopistossa tehdään työtä.",
          "Kainuun hyvinvointialue; Oulun yliopisto" },
        { "Työn tekivät Arviointi Apu Oy:n väki ja Utajärven omaiset ry.",
          "Arviointi Apu Oy; Utajärven omaiset ry" },
        { "THL:n ja Kelan ohjeet tulivat.", "THL; Kela" },
        { "Toimitusjohtaja esitteli Palveluosuuskunta Lakeuden toimintaa.",
          "Palveluosuuskunta Lakeus" },
        { "Lakeussoten johtoryhmä kokoontui.", "Lakeussote" },
        { "Ympäristöministeriö rahoittaa työtä.", "Ympäristöministeriö" },
    };
    check(projects, projects_, LEN(projects_));
    check(orgs, orgs_, LEN(orgs_));
}

static void test_municipalities(void **state)
{
    (void)state;
    static const struct expected list[] = {
        { "Mukana oli väkeä Rovaniemeltä, Iistä, Pietarsaaresta ja Kemijärveltä.",
          "Rovaniemi; Ii; Pietarsaari; Kemijärvi" },
        { "Satakunnan ja Lapin väki tapasi Porin kaupungintalolla.", "Pori" },
        { "Oulun yliopisto ja Turun hiippakunta olivat mukana.", "" },
        { "Puheen piti johtaja Eino Salo. Salo kiitti.", "" },
        { "Borgå stad on Porvoo.", "Porvoo" },
    };
    check(municipalities, list, LEN(list));
}

static void test_quotes(void **state)
{
    (void)state;
    static const struct expected list[] = {
        { "– Tämä on hyvä alku, sanoo johtaja Aino Laine.", "Aino Laine: Tämä on hyvä alku" },
        { "– Tämä on hyvä alku. Työ jatkuu, Aino Laine toteaa.\n\n– Kiitos kaikille mukana "
          "olleille, Laine jatkaa.",
          "Aino Laine: Tämä on hyvä alku. Työ jatkuu; Aino Laine: Kiitos kaikille mukana "
          "olleille" },
        { "– Ensimmäinen asia on tärkeä kaikille.\n\n– Toinen on vielä tärkeämpi, sanoo Eino Salo.",
          "Eino Salo: Ensimmäinen asia on tärkeä kaikille.; Eino Salo: Toinen on vielä tärkeämpi" },
        { "”Työ on vasta alussa”, kertoo Aino Laine.", "Aino Laine: Työ on vasta alussa" },
        { "Aino Laine sanoo: ”Työ on vasta aivan alussa.”",
          "Aino Laine: Työ on vasta aivan alussa." },
        { "Johtaja Aino Laine iloitsi päivästä.\n\n– Meillä oli hyvä päivä, hän sanoi.",
          "Aino Laine: Meillä oli hyvä päivä" },
        { "Kokouksen teemana oli ”hyvä arki kaikille” ja mallina ”kaikki mukaan”.", "" },
        { "Seuraavaksi:\n- ryhmä kokoontuu\n- kunnat vastaavat", "" },
    };
    check(quotes, list, LEN(list));
}

static void test_counts(void **state)
{
    (void)state;
    static const struct expected list[] = {
        { "Mukana oli lähes 80 ammattilaista ja kolme järjestöä.",
          "lähes 80 ammattilaista; 3 järjestöä" },
        { "Rahoitus on noin 1,4 miljoonaa euroa.", "noin 1400000 euroa" },
        { "Avustusta haettiin 480 000 euroa.", "480000 euroa" },
        { "Hakijoita oli yli 90.", "yli 90 Hakijoita" },
        { "Väkeä tuli kaksisataakolmetoista henkilöä.", "213 henkilöä" },
        { "Esitys hyväksyttiin äänin 8–5.", "8 ääntä; 5 ääntä" },
        { "Hän on 75-vuotias ja kertoi kahdesta viikosta, 3 tunnista ja 5 prosentista.", "" },
        { "Kokous alkoi klo 9 ja 3. sektori oli mukana vuonna 2021.", "" },
    };
    check(counts, list, LEN(list));
}

static void test_outcomes(void **state)
{
    (void)state;
    struct yp_reading *r =
        read_body("Johtoryhmä kuuli ja hyväksyi katsauksen 4.3.2022. Hakemus "
                  "jätetään 29.10.2022 mennessä. Malli otetaan käyttöön syksyllä "
                  "2023. Hanke jatkuu vuoden 2024 loppuun.");
    assert_int_equal(r->noutcomes, 2);
    assert_int_equal(r->outcomes[0].kind, YP_READ_HEARD);
    assert_int_equal(r->outcomes[1].kind, YP_READ_APPROVED);
    assert_int_equal(r->ndeadlines, 3);
    assert_int_equal(r->deadlines[0].when.day, yp_day(2022, 10, 29));
    assert_int_equal(r->deadlines[1].when.precision, YP_READ_SEASON);
    assert_int_equal(r->deadlines[2].when.day, yp_day(2024, 12, 31));
}

static void test_flags(void **state)
{
    (void)state;
    struct yp_reading *r = read_body("Hyvä arki 2021–2021 -hanke alkoi.\n\n– Olemme ensimmäinen "
                                     "maakunta Suomessa, sanoo Aino Laine.");
    bool has_range = false, has_claim = false;
    for (int i = 0; i < r->nflags; i++) {
        has_range |= !strcmp(r->flags[i].kind, "range.equal");
        has_claim |= !strcmp(r->flags[i].kind, "claim.quoted");
    }
    assert_true(has_range);
    assert_true(has_claim);
}

static void test_spans(void **state)
{
    (void)state;
    struct yp_reading *r =
        read_body("Ryhmä kuuli Porissa suunnittelija Maija Huttusen katsauksen.");
    assert_memory_equal(r->text + r->persons[0].span.at, "Maija Huttusen", r->persons[0].span.len);
    assert_memory_equal(r->text + r->municipalities[0].span.at, "Porissa",
                        r->municipalities[0].span.len);
    assert_memory_equal(r->text + r->title_span.at, "Työ etenee", r->title_span.len);
}

static void test_known(void **state)
{
    (void)state;
    static const struct yp_read_entry entries[] = {
        { YP_READ_A_PERSON, 7, "Maija Huttunen", NULL },
        { YP_READ_A_BODY, 3, "johtoryhmä", "Lakeussoten johtoryhmä" },
    };
    const struct yp_read_known known = { entries, LEN(entries), 0 };
    static const char text[] = "Työ etenee\n\nJohtoryhmässä puhui Maija Huttunen.";
    struct yp_reading *r;
    struct yp_err err = { 0 };
    assert_int_equal(yp_read_bulletin(&r, words, places, arena, text, strlen(text), &known, &err),
                     YP_OK);
    assert_int_equal(r->persons[0].known_id, 7);
    assert_int_equal(r->bodies[0].known_id, 3);
    assert_string_equal(r->bodies[0].name, "Lakeussoten johtoryhmä");
}

static void test_encodings(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Ty\xF6 etenee\n\nKokouksen avasi Aino L\xE4hde. \x96 Hyv\xE4\n",
        "Ty\xF6 etenee\n\nKokouksen avasi Aino L\xE4hde.\n",
        "\xEF\xBB\xBFTy\xC3\xB6 etenee\r\n\r\nKokouksen avasi Aino L\xC3\xA4hde.\r\n",
        "<html><body><h1>Ty&ouml; etenee</h1><p>Kokouksen avasi Aino L&auml;hde.</p></body></html>",
    };
    for (size_t i = 0; i < LEN(texts); i++) {
        struct yp_reading *r = read_text(texts[i]);
        assert_string_equal(r->title, "Työ etenee");
        assert_int_equal(r->npersons, 1);
        assert_string_equal(r->persons[0].name, "Aino Lähde");
    }
}

static void test_limits(void **state)
{
    (void)state;
    struct yp_reading *r;
    struct yp_err err = { 0 };
    size_t len = YP_READ_BYTES_MAX + 1;
    char *text = yp_malloc(len);
    memset(text, 'a', len);
    assert_int_equal(yp_read_bulletin(&r, words, places, arena, text, len, NULL, &err), YP_ELIMIT);
    assert_string_equal(err.key, "read.long");
    yp_err_clear(&err);
    assert_int_equal(
        yp_read_bulletin(&r, words, places, arena, text, YP_READ_TEXT_MAX + 1, NULL, &err),
        YP_ELIMIT);
    assert_int_equal(yp_read_bulletin(&r, words, NULL, arena, "", 0, NULL, NULL), YP_OK);
    assert_null(r->title);
    free(text);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_title),          cmocka_unit_test(test_days),
        cmocka_unit_test(test_years),          cmocka_unit_test(test_people),
        cmocka_unit_test(test_shared_surname), cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_things),         cmocka_unit_test(test_municipalities),
        cmocka_unit_test(test_quotes),         cmocka_unit_test(test_counts),
        cmocka_unit_test(test_outcomes),       cmocka_unit_test(test_flags),
        cmocka_unit_test(test_spans),          cmocka_unit_test(test_known),
        cmocka_unit_test(test_encodings),      cmocka_unit_test(test_limits),
    };
    data_dir = argc > 1 ? argv[1] : "data";
    yp_clock_begin();
    return cmocka_run_group_tests(tests, begin, end);
}
