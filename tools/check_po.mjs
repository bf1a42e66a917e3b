/*
 * Holds the message catalogues together: every key of lang/fi is in sv and en with the same {holes} and plural
 * forms, and nothing beside; se may lack keys but may not differ. msgfmt --check reads each file.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const lang = fileURLToPath(new URL('../lang', import.meta.url));
const bad = [];

/* Entries of a .po file: { key, plural, texts, line }; the header has the key ''. */
function parse(file) {
  const entries = [];
  let entry = null;
  let append = null;
  fs.readFileSync(file, 'utf8').split('\n').forEach((line, i) => {
    const found = line.match(/^(msgctxt|msgid|msgid_plural|msgstr(?:\[(\d)\])?)\s+(".*")$/);
    const more = line.match(/^(".*")$/);
    if (more && append) append(JSON.parse(more[1]));
    if (!found) return;
    const [, word, form, quoted] = found;
    if (word === 'msgid') entries.push((entry = { key: '', plural: null, texts: [], line: i + 1 }));
    append = (text) => {
      if (word === 'msgid') entry.key += text;
      else if (word === 'msgid_plural') entry.plural = (entry.plural ?? '') + text;
      else if (word.startsWith('msgstr')) entry.texts[Number(form ?? 0)] = (entry.texts[Number(form ?? 0)] ?? '') + text;
    };
    append(JSON.parse(quoted));
  });
  return entries;
}

const holes = (text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ');

function readLanguage(name) {
  const folder = path.join(lang, name);
  const keys = new Map();
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter((file) => file.endsWith('.po')).sort() : [];
  for (const file of files.map((each) => path.join(folder, each))) {
    const where = path.relative(path.dirname(lang), file);
    const checked = spawnSync('msgfmt', ['--check', '-o', '/dev/null', file], { encoding: 'utf8' });
    if (checked.status !== 0) bad.push(`${where}: ${checked.error?.message ?? checked.stderr.trim()}`);
    const entries = parse(file);
    const header = entries.find((entry) => entry.key === '');
    const nplurals = Number(header?.texts[0].match(/nplurals=(\d)/)?.[1] ?? 2);
    for (const entry of entries.filter((each) => each.key !== '')) {
      const at = `${where}:${entry.line}: ${entry.key}`;
      if (keys.has(entry.key)) bad.push(`${at}: also at ${keys.get(entry.key).at}`);
      if (entry.texts.length !== (entry.plural === null ? 1 : nplurals)) bad.push(`${at}: ${entry.texts.length} plural forms, the header says ${nplurals}`);
      if (entry.texts.some((text) => !text) && name !== 'se') bad.push(`${at}: empty`);
      keys.set(entry.key, { ...entry, at, holes: holes(entry.texts.join(' ')) });
    }
  }
  return keys;
}

const [fi, ...others] = ['fi', 'sv', 'en', 'se'].map((name) => ({ name, keys: readLanguage(name) }));
for (const { name, keys } of others) {
  for (const [key, source] of fi.keys) {
    const entry = keys.get(key);
    if (!entry) {
      if (name !== 'se') bad.push(`${name} lacks ${key} (${source.at})`);
      continue;
    }
    if (name === 'se' && entry.texts.every((text) => !text)) continue;
    if (entry.holes !== source.holes) bad.push(`${entry.at}: holes ${entry.holes || 'none'}, fi has ${source.holes || 'none'}`);
    if ((entry.plural === null) !== (source.plural === null)) bad.push(`${entry.at}: plural in one language only`);
  }
  for (const [key, entry] of keys) if (!fi.keys.has(key)) bad.push(`${entry.at}: not in fi`);
}
console.log(bad.length ? bad.join('\n') : `messages: ${fi.keys.size} keys, se has ${others[2].keys.size}`);
process.exitCode = bad.length ? 1 : 0;
