/*
 * What is hidden does not exist. Two databases are asked for every address there is: tests/data/access.sql, and the same
 * with a hidden thing of each kind beside (tests/data/hidden.sql). For somebody who may not see them each reply must be
 * the same, byte for byte, counts included; and their managers must find them, or the test could not fail.
 */
import { Client } from '../lib/client.mjs';
import { engines, Fixtures } from '../lib/fixture.mjs';
import { option } from '../lib/options.mjs';
import { program } from '../lib/server.mjs';
import { Tap } from '../lib/tap.mjs';

const IDS = ['1', '9', '10'];
const BLIND = ['nobody', 'outsider'];

/* Every GET address with every example id; tokens and codes as they are known. */
async function addresses() {
  const out = await program(['routes', '--tsv']);
  const routes = out.split('\n').map((line) => line.split('\t')).filter(([method]) => method === 'GET').map(([, route]) => route);
  const all = new Set();
  for (const route of routes) {
    if (/:token\}/.test(route)) continue;
    for (const id of IDS) all.add(route.replace(/\{\w+:id\}/g, id).replace(/\{\w+:code\}/g, 'hva-06').replace(/\{\w+:word\}/g, 'x'));
  }
  /* Asked for by name, by a word that others have as well, and misspelt, so that it might be proposed. */
  for (const q of [encodeURIComponent('kätkö'), 'kokous', 'katko']) all.add(`/api/v1/search?q=${q}`);
  for (const q of [encodeURIComponent('kätk'), 'ko', 'as', 'ry']) all.add(`/search/suggest?q=${q}`);
  return [...all, '/search?q=katko', '/search?q=kokous'];
}

/* What differs from one reply to the next without meaning anything. */
function plain(text) {
  return text
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/name="_(csrf|key)" value="[^"]*"/g, '')
    .replace(/data-seq="\d+"/g, '')
    .replace(/\?after=[\w~-]*|data-after="[^"]*"/g, '')
    .replace(/"(request_id|made_at)": ?"[^"]*"/g, '')
    .replace(/tunniste\s+\S+/g, '')
    .replace(/<code[^>]*>[\w-]{22}<\/code>|[\w-]{22}(?=<\/)/g, '');
}

async function ask(server, who, path) {
  const client = new Client(server.url);
  if (who !== 'nobody') client.cookies.set('yp_test_as', `${who}@esimerkki.fi`);
  client.cookies.set('yp_test_now', '2021-10-01T12:00');
  try {
    return await client.request('GET', path);
  } finally {
    client.close();
  }
}

async function refresh(server) {
  const client = new Client(server.url);
  await client.request('POST', '/-/test/refresh', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' });
  client.close();
}

function differs(open, hidden) {
  if (open.status !== hidden.status) return `status ${hidden.status}, without the hidden ${open.status}`;
  if (/kätkö/i.test(hidden.text)) return `tells: ${hidden.text.match(/.{0,60}kätkö.{0,60}/i)[0]}`;
  const [a, b] = [plain(open.text).split('\n'), plain(hidden.text).split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return at < 0 && a.length === b.length ? null : `differs: ${String(b[at]).slice(0, 200)}\n  without the hidden: ${String(a[at]).slice(0, 200)}`;
}

async function compare(tap, fixtures, engine, paths) {
  const open = await fixtures.take(engine, 'access');
  const hidden = await fixtures.take(engine, 'hidden');
  await refresh(open);
  await refresh(hidden);
  for (const path of paths)
    for (const who of BLIND) {
      const wrong = differs(await ask(open, who, path), await ask(hidden, who, path));
      tap.result(`${path} ${who} [${engine}]`, wrong ? [wrong] : []);
    }
  let seen = 0;
  for (const path of paths) seen += /kätkö/i.test((await ask(hidden, 'administrator', path)).text) ? 1 : 0;
  tap.result(`an administrator finds the hidden [${engine}]`, seen >= 10 ? [] : [`only on ${seen} addresses`]);
  fixtures.give(open, { dirty: true });
  fixtures.give(hidden, { dirty: true });
}

const tap = new Tap();
const fixtures = new Fixtures();
const paths = await addresses();
const chosen = engines.filter((engine) => engine.includes(option('engine', '')));
await Promise.all(chosen.map((engine) => compare(tap, fixtures, engine, paths).catch((error) => tap.fail(`hidden [${engine}]`, error))));
tap.result('servers ended cleanly', (await fixtures.close()).flat());
tap.end();
