/*
 * Reads tests/http/*.case. A case file is lines; words of a line are parted by two or more blanks:
 *
 *   db: two_members   as: aino@esimerkki.fi   fresh data, and who asks from here on (`nobody`: signed out)
 *   now: 2026-03-01T09:00:00Z                 the server's clock from here on
 *   smtp: busy                                what the mail server does from here on
 *   args: --overlay tests/data/overlay        further arguments of the server (on a `db:` line)
 *   GET /groups/1   header: accept text/csv   a request
 *   POST /groups/1/edit   name=Uusi nimi   file=@tests/data/a.pdf   form: /groups/1
 *   PUT /x   body: {"a": 1}                   a body as it is
 *   => 200   contains: text   absent: text    what must hold of the last reply; further lines may follow
 *
 * A value with two blanks or an edge blank is put in "…", where \n, \" and \\ mean what they mean in C.
 * {name} is replaced by what `save:` kept. tests/http/README.md lists every word.
 */
import fs from 'node:fs';

const SETTINGS = new Set(['db', 'as', 'now', 'args', 'smtp']);
const REQUEST = new Set(['header', 'form', 'body', 'as']);
const EXPECT = new Set(['contains', 'absent', 'matches', 'count', 'queries', 'size', 'header', 'location', 'journal', 'mail', 'json', 'keys', 'save', 'sql']);
const METHODS = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+(\S+)(?:\s\s+(.*))?$/;

/* Words parted by two or more blanks outside "…"; a quote opens only right after `=`, `: ` or at a word's start. */
export function splitWords(text) {
  const words = [];
  const pattern = /(?:(?:^|(?<=[=\s]))"(?:[^"\\]|\\.)*"(?=\s\s|\s*$)|\S| (?! ))+/g;
  for (const found of text.trim().match(pattern) ?? []) words.push(found.trim());
  return words.filter((word) => word !== '');
}

export function unquote(text) {
  if (!/^"(?:[^"\\]|\\.)*"$/s.test(text)) return text;
  return text.slice(1, -1).replace(/\\(.)/gs, (all, c) => ({ n: '\n', r: '\r', t: '\t' })[c] ?? c);
}

function directive(word, allowed) {
  const found = word.match(/^([a-z]+):(?:\s+(.*))?$/s);
  return found && allowed.has(found[1]) ? [found[1], found[2] ?? ''] : null;
}

function request(found, where) {
  const step = { kind: 'request', where, method: found[1], path: found[2], fields: [], words: [], expect: [] };
  const body = (found[3] ?? '').match(/(?:^|\s\s+)body: (.*)$/);
  const rest = body ? found[3].slice(0, body.index) : found[3] ?? '';
  for (const word of splitWords(rest)) {
    const pair = directive(word, REQUEST);
    const at = word.indexOf('=');
    if (pair) step.words.push(pair);
    else if (at > 0) step.fields.push([word.slice(0, at), unquote(word.slice(at + 1))]);
    else throw new Error(`${where}: neither a field nor a known word: ${word}`);
  }
  if (body) step.words.push(['body', body[1]]);
  return step;
}

function expectations(text, where) {
  return splitWords(text).map((word, i) => {
    if (i === 0 && /^\d{3}$/.test(word)) return ['status', word];
    const pair = directive(word, EXPECT);
    if (!pair) throw new Error(`${where}: not an expectation: ${word}`);
    return pair;
  });
}

function settings(line, where) {
  return splitWords(line).map((word) => {
    const pair = directive(word, SETTINGS);
    if (!pair) throw new Error(`${where}: not a setting: ${word}`);
    return pair;
  });
}

/*
 * Reads one file into sections, each begun by a `db:` line: { where, settings, steps }. A step is a
 * request with its expectations, or { kind: 'settings' }.
 */
export function parseCases(file, text = fs.readFileSync(file, 'utf8')) {
  const sections = [];
  let last = null;
  text.split('\n').forEach((raw, i) => {
    const where = `${file}:${i + 1}`;
    const line = raw.trimEnd();
    if (line === '' || line.startsWith('#')) return;
    const found = line.match(METHODS);
    const more = line.match(/^(?:=>|\s)\s*(.*)$/);
    if (more) {
      if (!last) throw new Error(`${where}: an expectation without a request`);
      last.expect.push(...expectations(more[1], where));
      return;
    }
    if (!found) {
      const pairs = settings(line, where);
      const db = pairs.find(([name]) => name === 'db');
      if (db) sections.push({ where, fixture: db[1], args: pairs.find(([name]) => name === 'args')?.[1] ?? '', steps: [] });
      if (!sections.length) throw new Error(`${where}: a case file begins with db:`);
      sections.at(-1).steps.push({ kind: 'settings', pairs: pairs.filter(([name]) => ['as', 'now', 'smtp'].includes(name)) });
      last = null;
      return;
    }
    if (!sections.length) throw new Error(`${where}: a case file begins with db:`);
    last = request(found, where);
    sections.at(-1).steps.push(last);
  });
  for (const step of sections.flatMap((section) => section.steps))
    if (step.kind === 'request' && step.expect[0]?.[0] !== 'status') throw new Error(`${step.where}: no "=> status"`);
  return sections;
}
