/*
 * How many of the pairs of tests/data/words.tsv are found, and how much else: one-word documents, an inflected form each, are
 * asked for by every base form, and one-word documents of base forms by every inflected form. Ours beside PostgreSQL's
 * configuration `finnish`, Snowball's Finnish stemmer (PostgreSQL's dictionary finnish_stem) and Xapian with its own.
 *
 * A hit is wrong when the document's base form is another word and neither holds the other: that keskus finds
 * perhekeskus is wanted, and counted by itself.
 */
import fs from 'node:fs';
import path from 'node:path';
import { Client } from '../lib/client.mjs';
import { root } from '../lib/paths.mjs';
import { run } from '../lib/process.mjs';
import { databaseFile, program, startServer } from '../lib/server.mjs';
import { at, ends, figure, postgres } from './bench.mjs';

const PAIRS = fs.readFileSync(path.join(root, 'tests/data/words.tsv'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
const FORMS = [...new Set(PAIRS.map(([form]) => form))];
const BASES = [...new Set(PAIRS.map(([, base]) => base))];
const quote = (word) => `'${word.replaceAll("'", "''")}'`;
const fold = (word) => word.toLowerCase().replace(/[^\p{L}]/gu, '');

/* The base forms that a document's word has. */
const basesOf = new Map(FORMS.map((form) => [form, PAIRS.filter(([one]) => one === form).map(([, base]) => base)]));

/* hits(questions, documents) gives a list of the documents found, one a question. */
async function ours(questions, documents, name) {
  const data = at(`pairs-${name}`);
  await program(['migrate', '--data', data]);
  const rows = documents.map((word, i) => `(${i + 1}, 'b${i}', 1, 'fi', 'published', 19000, ${-i}, 'public', 0, 0)`);
  const texts = documents.map((word, i) => `(${i + 1}, ${i + 1}, 'fi', ${quote(word)}, '', '', '', '', 1, 0)`);
  await run('sqlite3', ['-bail', databaseFile(data)], { input: `BEGIN;
    INSERT INTO grp (id, uid, kind, name, name_sort, name_fold, lang, level, state, decides, prepares, from_day, to_day, visibility, created_at, modified_at)
    VALUES (1, 'g1', 'body', 'Xxx', 'x', 'xxx', 'fi', 'regional', 'active', 0, 1, -1000000, 3000000, 'public', 0, 0);
    INSERT INTO bulletin (id, uid, grp_id, lang, state, day, new_first, visibility, created_at, modified_at) VALUES ${rows.join(',')};
    INSERT INTO bulletin_text (id, bulletin_id, lang, title, title_fold, lead, body, body_html, is_published, modified_at) VALUES ${texts.join(',')};COMMIT;` });
  await program(['reindex', '--data', data]);
  const server = await startServer({ data, args: ['--no-worker'] });
  ends.push(() => server.stop());
  const client = new Client(server.url);
  const found = [];
  for (const word of questions) {
    const list = [];
    for (let where = `/api/v1/search?kind=bulletin&q=${encodeURIComponent(word)}`; where;) {
      const { data: hits, links } = JSON.parse((await client.request('GET', where)).text);
      list.push(...hits.map((hit) => hit.title));
      where = links.next;
    }
    found.push(list);
  }
  client.close();
  return found;
}

async function asked(sql, questions, documents) {
  const cluster = await postgres();
  const name = `pairs_${ends.length}_${questions.length}`;
  await cluster.create(name);
  const values = (words) => words.map((word, i) => `(${i}, ${quote(word)})`).join(',');
  const rows = await cluster.query(name, `WITH q (n, word) AS (VALUES ${values(questions)}), d (n, word) AS (VALUES ${values(documents)}) SELECT q.n || ' ' || d.n FROM q JOIN d ON ${sql}`);
  await cluster.drop(name);
  const found = questions.map(() => []);
  for (const row of rows.split('\n').filter(Boolean)) {
    const [q, d] = row.split(' ').map(Number);
    found[q].push(documents[d]);
  }
  return found;
}
const finnish = (questions, documents) => asked("to_tsvector('finnish', d.word) @@ plainto_tsquery('finnish', q.word)", questions, documents);
const snowball = (questions, documents) => asked("ts_lexize('finnish_stem', lower(d.word)) = ts_lexize('finnish_stem', lower(q.word))", questions, documents);

let tool = null;
async function xapian(questions, documents) {
  if (!tool) {
    tool = at('xapian');
    await run('g++', ['-O1', '-o', tool, path.join(root, 'tests/bench/xapian.cc'), '-lxapian']);
  }
  const out = await run(tool, [], { input: [...documents.map((word) => `d ${word}`), ...questions.map((word) => `q ${word}`)].join('\n') + '\n' });
  return out.split('\n').slice(0, questions.length).map((line) => line.trim().split(' ').filter(Boolean).map((n) => documents[Number(n)]));
}

export default async function pairs() {
  for (const [name, hits] of [['ours', ours], ['PostgreSQL finnish', finnish], ['Snowball', snowball], ['Xapian', xapian]]) {
    const byBase = await hits(BASES, FORMS, 'forms');
    const byForm = await hits(FORMS, BASES, 'bases');
    const found = PAIRS.filter(([form, base]) => byBase[BASES.indexOf(base)].includes(form)).length;
    const back = PAIRS.filter(([form, base]) => byForm[FORMS.indexOf(form)].includes(base)).length;
    let wrong = 0, parts = 0;
    BASES.forEach((base, i) => {
      for (const form of new Set(byBase[i])) {
        const others = basesOf.get(form).map(fold), own = fold(base);
        if (others.includes(own)) continue;
        if (others.some((other) => other.includes(own) || own.includes(other))) parts += 1;
        else wrong += 1;
      }
    });
    figure(`pairs: of ${PAIRS.length} forms missed by their base form, ${name}`, PAIRS.length - found, name === 'ours' ? '≤0' : '');
    figure(`pairs: of ${PAIRS.length} base forms missed by a form, ${name}`, PAIRS.length - back, name === 'ours' ? '≤0' : '');
    figure(`pairs: wrong hits of ${BASES.length} base forms among ${FORMS.length} forms, ${name}`, wrong);
    figure(`pairs: hits by a part of a word, ${name}`, parts);
  }
}
