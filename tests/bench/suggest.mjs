/*
 * Suggestions among 100,000 names: half are matters, of which every other one is hidden, the rest people and organizations.
 * Asked are beginnings of two to six letters of the words they are made of.
 */
import { run } from '../lib/process.mjs';
import { databaseFile, program, startServer } from '../lib/server.mjs';
import { at, ends, figure, median, postgres } from './bench.mjs';
import { dice, quantile, sampler, vocabulary, wait } from './search.mjs';

const N = 100000;
const TABLES = {
  matter: ['id, uid, grp_id, year, number, title, lang, state, visibility, created_at, modified_at',
    (id, words) => `${id}, 'x${id}', 1, 2021, ${id}, '${words(5)}', 'fi', 'open', '${id % 2 ? 'public' : 'members'}', 0, 0`],
  person: ['id, uid, name, name_sort, name_fold, visibility, created_at, modified_at',
    (id, words) => `${id}, 'p${id}', '${words(2)}', '', '', '${id % 3 ? 'public' : 'members'}', 0, 0`],
  organization: ['id, uid, kind, name, name_sort, name_fold, lang, from_day, to_day, created_at, modified_at',
    (id, words) => `${id}, 'o${id}', 'ngo', '${words(3)}', '', '', 'fi', -1000000, 3000000, 0, 0`],
};

function script(next) {
  const words = (n) => Array.from({ length: n }, next).join(' ');
  const out = [`INSERT INTO grp (id, uid, kind, name, name_sort, name_fold, lang, level, state, decides, prepares, from_day, to_day, visibility, created_at, modified_at)
    VALUES (1, 'g1', 'body', 'Ryhmä', 'n', 'n', 'fi', 'regional', 'active', 0, 1, -1000000, 3000000, 'public', 0, 0);`];
  for (const [table, share] of [['matter', 0.5], ['person', 0.4], ['organization', 0.1]]) {
    const [columns, row] = TABLES[table];
    for (let id = 1; id <= N * share; id += 500) {
      const rows = Array.from({ length: 500 }, (_, i) => `(${row(id + i, words)})`);
      out.push(`INSERT INTO ${table} (${columns}) VALUES ${rows.join(',\n')};`);
    }
  }
  return out.join('\n');
}

export default async function suggest(engine = 'sqlite') {
  const words = vocabulary();
  const data = at(`suggest-${engine}`);
  const pg = engine === 'postgresql' ? await postgres() : null;
  const database = pg ? ['--database', pg.url('suggest')] : [];
  if (pg) await pg.create('suggest');
  await program(['migrate', '--data', data, ...database]);
  const sql = script(sampler(words, dice(11)));
  if (pg) await pg.script('suggest', sql);
  else await run('sqlite3', ['-bail', databaseFile(data)], { input: `BEGIN;${sql}COMMIT;` });
  const begun = performance.now();
  await program(['reindex', '--data', data, ...database]);
  figure(`suggest: names read a second, ${engine}`, (1000 * N) / (performance.now() - begun));
  if (!pg) figure('suggest: packed lists, MB', Number(await run('sqlite3', [databaseFile(data), 'SELECT sum(length(body)) FROM posting'])) / 1e6);
  const server = await startServer({ data, database: pg ? pg.url('suggest') : null, args: ['--no-worker'] });
  ends.push(() => server.stop());
  const next = sampler(words, dice(13));
  const times = [];
  for (let i = 0; i < 100; i += 1) {
    const url = `${server.url}/search/suggest?q=${encodeURIComponent(next().slice(0, 2 + (i % 5)))}`;
    await wait(url);
    times.push(median([await wait(url), await wait(url)]));
  }
  figure(`suggest: half of the beginnings within, ms, ${engine}`, quantile(times, 0.5));
  figure(`suggest: 95 of 100 beginnings within, ms, ${engine}`, quantile(times, 0.95), pg ? '' : '≤20');
}
