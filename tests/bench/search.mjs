/*
 * Finding among many records. The texts are made: base words of the field as compounds of two, with endings, drawn by
 * Zipf's law from a vocabulary of some twenty thousand, eighty words a text.
 */
import { run } from '../lib/process.mjs';
import { databaseFile, program, startServer } from '../lib/server.mjs';
import { at, ends, figure, get, median, postgres } from './bench.mjs';

/* The same numbers every time. */
export function dice(seed) {
  let state = seed;
  return () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32);
}

const HEADS = 'hyvinvointi perhe kunta järjestö palvelu sosiaali terveys nuoriso päihde kehitys hanke alue yhteistyö toiminta asiakas vanhus lapsi koti kuntoutus asumis liikunta kulttuuri koulutus rahoitus hankinta tieto digi arviointi johto seuranta'.split(' ');
const TAILS = 'keskus malli ryhmä työ verkosto suunnitelma palvelu hanke sopimus kokous päätös tiedote ohjelma kysely raportti tavoite johtaja koordinaattori neuvosto lautakunta yhdistys avustus seteli mittari tilaisuus esitys lausunto vastuu'.split(' ');
const FORMS = { keskus: ['keskus', 'keskuksen', 'keskuksessa', 'keskukset'], ryhmä: ['ryhmä', 'ryhmän', 'ryhmässä', 'ryhmien'], hanke: ['hanke', 'hankkeen', 'hankkeessa', 'hankkeiden'] };
const forms = (tail) => FORMS[tail] ?? [tail];

export function vocabulary() {
  const list = [];
  for (const head of HEADS) for (const tail of TAILS) for (const form of forms(tail)) list.push(head + form);
  for (const tail of TAILS) for (const form of forms(tail)) list.push(form);
  const random = dice(7);
  for (let n = 0; list.length < 20000; n += 1) {
    const name = Array.from({ length: 3 }, () => 'kmnprstvl'[Math.floor(random() * 9)] + 'aeiou'[Math.floor(random() * 5)]).join('');
    list.push(`${name}${n % 97}`);
  }
  for (let i = list.length - 1; i > 0; i -= 1) {
    const k = Math.floor(random() * (i + 1));
    [list[i], list[k]] = [list[k], list[i]];
  }
  return list;
}

export function sampler(words, random) {
  const sums = [];
  words.reduce((sum, _, rank) => (sums[rank] = sum + 1 / (rank + 1)), 0);
  const all = sums[sums.length - 1];
  return () => {
    const wanted = random() * all;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const mid = (low + high) >> 1;
      if (sums[mid] < wanted) low = mid + 1;
      else high = mid;
    }
    return words[low];
  };
}

function script(n, next) {
  const text = (words) => Array.from({ length: words }, next).join(' ');
  const rows = [[], []];
  const out = [`INSERT INTO grp (id, uid, kind, name, name_sort, name_fold, lang, level, state, decides, prepares, from_day, to_day, visibility, created_at, modified_at)
    VALUES (1, 'g1', 'body', 'Ryhmä', 'n', 'n', 'fi', 'regional', 'active', 0, 1, -1000000, 3000000, 'public', 0, 0);`];
  for (let id = 1; id <= n; id += 1) {
    rows[0].push(`(${id}, 'b${id}', 1, 'fi', 'published', ${18000 + (id % 1000)}, ${-id}, 'public', 0, 0)`);
    rows[1].push(`(${id}, ${id}, 'fi', '${text(6)}', '', '', '${text(74)}', '', 1, 0)`);
    if (rows[0].length === 500 || id === n) {
      out.push(`INSERT INTO bulletin (id, uid, grp_id, lang, state, day, new_first, visibility, created_at, modified_at) VALUES ${rows[0].splice(0).join(',\n')};`);
      out.push(`INSERT INTO bulletin_text (id, bulletin_id, lang, title, title_fold, lead, body, body_html, is_published, modified_at) VALUES ${rows[1].splice(0).join(',\n')};`);
    }
  }
  return out.join('\n');
}

export const wait = async (url) => {
  const begun = performance.now();
  const reply = await get(url);
  if (reply.status !== 200) throw new Error(`${url}: ${reply.status}`);
  return performance.now() - begun;
};

export const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * q)];

/* A hundred questions of one to three words, drawn as the texts are. */
async function asked(url, next) {
  const times = [];
  for (let i = 0; i < 100; i += 1) {
    const q = Array.from({ length: 1 + (i % 3) }, next).join(' ');
    await wait(`${url}/api/v1/search?q=${encodeURIComponent(q)}`);
    times.push(median([await wait(`${url}/api/v1/search?q=${encodeURIComponent(q)}`), await wait(`${url}/api/v1/search?q=${encodeURIComponent(q)}`)]));
  }
  return [quantile(times, 0.5), quantile(times, 0.95)];
}

export default async function search() {
  const words = vocabulary();
  for (const [n, engine] of [[1000, 'sqlite'], [10000, 'sqlite'], [100000, 'sqlite'], [1000, 'postgresql'], [10000, 'postgresql'], [100000, 'postgresql']]) {
    const data = at(`search-${engine}-${n}`);
    const name = `search_${n}`;
    const pg = engine === 'postgresql' ? await postgres() : null;
    const database = pg ? ['--database', pg.url(name)] : [];
    if (pg) await pg.create(name);
    await program(['migrate', '--data', data, ...database]);
    const sql = script(n, sampler(words, dice(11)));
    if (pg) await pg.script(name, sql);
    else await run('sqlite3', ['-bail', databaseFile(data)], { input: `BEGIN;${sql}COMMIT;` });
    const begun = performance.now();
    await program(['reindex', '--data', data, ...database]);
    const about = `${n} records, ${pg ? 'PostgreSQL' : 'SQLite'}`;
    figure(`search: records read a second, ${about}`, (1000 * n) / (performance.now() - begun));
    const server = await startServer({ data, database: pg ? pg.url(name) : null, args: ['--no-worker'] });
    ends.push(() => server.stop());
    if (!pg) {
      const size = await run('sqlite3', [databaseFile(data), 'SELECT sum(length(body)) FROM posting']);
      figure(`search: packed lists, MB, ${about}`, Number(size) / 1e6);
    }
    const [p50, p95] = await asked(server.url, sampler(words, dice(13)));
    figure(`search: half of the questions within, ms, ${about}`, p50);
    figure(`search: 95 of 100 questions within, ms, ${about}`, p95, n === 100000 && !pg ? '≤20' : '');
    await server.stop();
  }
}
