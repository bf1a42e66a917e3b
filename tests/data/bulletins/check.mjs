/* Checks the annotations beside this file: `node tests/data/bulletins/check.mjs`. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const lists = ['bodies', 'persons', 'projects', 'orgs', 'municipalities', 'quotes', 'counts'];
const more = ['dates_event', 'networks', 'models', 'programmes', 'deadlines'];
const known = new Set(['title', 'source_file', 'date_event', 'year_printed_with_date', ...lists, ...more]);
const entities = { auml: 'ä', ouml: 'ö', Auml: 'Ä', Ouml: 'Ö', aring: 'å', nbsp: ' ', shy: '', ndash: '–', mdash: '—', rdquo: '”',
  ldquo: '“', quot: '"', amp: '&', lt: '<', gt: '>', copy: '©', middot: '·', eacute: 'é', raquo: '»', hellip: '…' };

/* A bulletin as words with one blank between them. */
function words(file) {
  const bytes = fs.readFileSync(file);
  let text = bytes.toString('utf8');
  if (text.includes('\uFFFD')) text = new TextDecoder('windows-1252').decode(bytes);
  if (file.endsWith('.html')) {
    text = text
      .replace(/<(script|style)\b[^]*?<\/\1>/g, ' ')
      .replace(/<\/?(b|i|em|strong|a|span|sup|u)\b[^>]*>/g, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(Number(n)))
      .replace(/&(\w+);/g, (whole, name) => entities[name] ?? whole);
  }
  return text.replace(/\u00AD/g, '').replace(/\s+/g, ' ');
}

/* What is wrong with an annotation of a text. */
function faults(gold, text) {
  const wrong = [];
  const day = (value) => value === null || (/^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)));
  for (const key of Object.keys(gold)) if (!known.has(key)) wrong.push(`unknown field ${key}`);
  for (const key of lists) if (!Array.isArray(gold[key])) wrong.push(`no list ${key}`);
  for (const value of [gold.date_event, ...(gold.dates_event ?? [])]) if (!day(value)) wrong.push(`day ${value}`);
  if (gold.title !== null && !text.includes(gold.title.replace(/\s+/g, ' '))) wrong.push(`title ${gold.title}`);
  const people = new Set(gold.persons.map((person) => person.name));
  if (people.size !== gold.persons.length) wrong.push('a person twice');
  for (const quote of gold.quotes) {
    if (!text.includes(quote.text_starts)) wrong.push(`quote ${quote.text_starts}`);
    if (quote.speaker !== null && !people.has(quote.speaker)) wrong.push(`speaker ${quote.speaker}`);
  }
  for (const count of gold.counts) if (!Number.isInteger(count.n) || !text.includes(count.what)) wrong.push(`count ${count.what}`);
  return wrong;
}

let failed = 0;
let passed = 0;
for (const half of ['tune', 'held']) {
  for (const name of fs.readdirSync(path.join(here, half)).filter((file) => file.endsWith('.gold.json')).sort()) {
    const gold = JSON.parse(fs.readFileSync(path.join(here, half, name), 'utf8'));
    const wrong = faults(gold, words(path.join(here, half, gold.source_file)));
    process.stdout.write(`${wrong.length ? 'not ok' : 'ok'} - ${half}/${name}${wrong.map((fault) => `\n#   ${fault}`).join('')}\n`);
    if (wrong.length) failed++;
    else passed++;
  }
}
process.stdout.write(`# pass ${passed}\n# fail ${failed}\n`);
process.exitCode = failed ? 1 : 0;
