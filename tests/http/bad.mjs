/*
 * Bad input finds no door. Every page is asked with every parameter wrong in many ways and for things that are not there,
 * and every action is sent forms that no page of ours would make: unreadable text, days that do not exist, ids of nothing,
 * of hidden things and beyond all numbers. Whatever comes back is a refusal in our own words: never a 5xx, never the word
 * of what is hidden (tests/data/hidden.sql) to somebody who may not see it. Spec: doc/spec/bad-input.md.
 *
 * Which fields a form of an action has, and of what kind, is read from the sources of src/app; what a POST would write is
 * rolled back (yp_test_rehearse), so that one server answers it all.
 */
import fs from 'node:fs';
import path from 'node:path';
import { Client, multipart } from '../lib/client.mjs';
import { engines, Fixtures } from '../lib/fixture.mjs';
import { option } from '../lib/options.mjs';
import { root } from '../lib/paths.mjs';
import { program } from '../lib/server.mjs';
import { Tap } from '../lib/tap.mjs';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/* Percent-encoded, so that bytes that are no text can be said. */
const VALUES = {
  long: 'x'.repeat(3000), empty: '', bytes: '%FF%FEabc', nul: 'a%00b', control: 'a%0D%0Ab%07', direction: 'a%E2%80%AEb', surrogate: '%ED%A0%80',
  markup: '%22%3E%3Cscript%3Exx%3C/script%3E', quote: "'%3B--", zero: '0', negative: '-1', huge: '99999999999999999999', largest: '9223372036854775807',
  day: '2021-02-31', far: '9999-12-31', cursor: 'i1~i2~tx', percent: '%25s%25n',
};
const IDS = ['0', '-1', '01', '1.5', '999999', '9223372036854775807', '99999999999999999999', '1%00', '1;1', 'x'.repeat(300)];

async function routes() {
  const out = await program(['routes', '--tsv']);
  const known = new Map(fs.readFileSync(path.join(root, 'tests/http/access.tsv'), 'utf8').split('\n').map((line) => line.split('\t')).map(([method, route, example]) => [`${method} ${route}`, example]));
  return out.split('\n').filter(Boolean).map((line) => line.split('\t')).map(([method, route, , source]) => ({ method, route, source, example: known.get(`${method} ${route}`) ?? route }));
}

/* Names of a page's parameters, and those of every page. */
function paramsOf(source) {
  const file = path.join(root, source ?? '');
  const text = /\.sql$/.test(source ?? '') && fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  return [...new Set([...[...text.matchAll(/^-- param: (\w+)/gm)].map(([, name]) => name), 'as_of', 'lang', 'after'])];
}

/* Fields that the actions read, name -> kind, from src/app. A field that is read in several ways is the first of them. */
function fields() {
  const kinds = new Map();
  const choices = new Map();
  const folder = path.join(root, 'src/app');
  for (const name of fs.readdirSync(folder).filter((file) => file.endsWith('.c'))) {
    const text = fs.readFileSync(path.join(folder, name), 'utf8');
    for (const [, kind, field, rest] of text.matchAll(/yp_form_(\w+)\(\s*form,\s*"(\w+)"([^;]{0,120})/g)) {
      if (['path_id', 'path_text', 'refuse', 'file'].includes(kind) || (kinds.has(field) && kinds.get(field) !== 'value')) continue;
      kinds.set(field, kind);
      const words = rest.match(/^,\s*"([a-z_ ]+)"/);
      if (kind === 'choice' && words) choices.set(field, words[1].split(' ')[0]);
    }
  }
  return { kinds, choices };
}

/* A form in which every field is what its reader takes; ids and plain values are `id`. */
function wellFormed({ kinds, choices }, id) {
  const one = { day: '1.2.2021', when: '2021', time: '9.00', email: 'x@esimerkki.fi', account_email: 'x@esimerkki.fi', int: '1', ticked: '1', id, id_at: id, new_password: 'pitkä hevonen paristo' };
  return [...kinds].map(([name, kind]) => `${name}=${encodeURIComponent(kind === 'choice' ? choices.get(name) ?? 'public' : kind === 'value' ? id : one[kind] ?? `Sana ${name}`)}`).join('&');
}

/* The forms sent to each action: { what: body }. */
function forms() {
  const known = fields();
  const all = {};
  for (const [what, value] of Object.entries(VALUES).filter(([name]) => !['quote', 'zero', 'far', 'percent', 'nul'].includes(name))) all[what] = [...known.kinds.keys()].map((name) => `${name}=${value}`).join('&');
  for (const id of ['999999', '9', '10', '9223372036854775807', 'group:9', 'person:9', 'group:9223372036854775807', '2'])
    all[`ids ${id}`] = `${wellFormed(known, id)}&rev=1`;
  for (const what of ['long', 'bytes', 'control', 'markup', 'empty'])
    all[`text ${what}`] = wellFormed(known, '1').replace(/=Sana\b[^&]*/g, `=${VALUES[what]}`);
  all.nothing = '';
  all['broken percent'] = 'name=%ZZ&rev=%';
  all['many fields'] = Array.from({ length: 3000 }, (_, i) => `f${i}=1`).join('&');
  all['one field a thousand times'] = Array.from({ length: 900 }, () => 'item=1&name=x').join('&');
  return all;
}

/* One kept connection a server; the cookies are new for each request. */
const clients = new Map();

async function ask(server, who, method, where, body) {
  if (!clients.has(server)) clients.set(server, new Client(server.url));
  const client = clients.get(server);
  client.cookies = new Map([['yp_test_rehearse', '1'], ['yp_test_now', '2021-10-01T12:00']]);
  if (who !== 'nobody') client.cookies.set('yp_test_as', `${who}@esimerkki.fi`);
  try {
    return await client.request(method, where, body === undefined ? {} : { headers: FORM, body });
  } catch (error) {
    return { status: 599, text: error.message };
  }
}

function judge(reply, who) {
  if (reply.status >= 500) return `status ${reply.status}${reply.status === 599 ? ` ${reply.text}` : ''}`;
  if (/<script>xx/.test(reply.text)) return 'what was sent came back as markup';
  if (who === 'outsider' && /kätkö/i.test(reply.text)) return `tells: ${reply.text.match(/.{0,60}kätkö.{0,60}/i)[0]}`;
  return null;
}

async function pages(tap, server, list, engine) {
  for (const { route, example, source } of list.filter(({ method }) => method === 'GET')) {
    const wrong = [];
    const cells = IDS.flatMap((id) => (/:id\}/.test(route) ? [route.replace(/\{\w+:id\}/g, id).replace(/\{\w+:(code|token|word)\}/g, 'x')] : []));
    for (const name of paramsOf(source)) for (const value of Object.values(VALUES)) cells.push(`${example}?${name}=${value}`);
    cells.push(`${example}?${'a=1&'.repeat(100)}`, `${example}?%`, `${example}?=`);
    for (const where of cells) {
      const said = judge(await ask(server, 'administrator', 'GET', where), 'administrator');
      if (said) wrong.push(`${where.slice(0, 120)}: ${said}`);
    }
    tap.result(`GET ${route} [${engine}]`, wrong);
  }
}

async function actions(tap, server, list, engine) {
  const all = Object.entries(forms());
  for (const { route, example } of list.filter(({ method }) => method === 'POST')) {
    const wrong = [];
    for (const [what, body] of all)
      for (const who of what.startsWith('ids') ? ['manager', 'outsider'] : ['manager']) {
        const reply = await ask(server, who, 'POST', example, body);
        const said = judge(reply, who);
        if (said) wrong.push(`${who}, ${what}: ${said}`);
      }
    const said = judge(await ask(server, 'administrator', 'POST', example, wellFormed(fields(), '9')), 'administrator');
    if (said) wrong.push(`administrator: ${said}`);
    tap.result(`POST ${route} [${engine}]`, wrong);
  }
}

/* A file: of 21 MiB, of a name with a path in it, of a type that is not its own; refused or kept, never a 5xx. */
async function files(tap, server, engine) {
  const file = (name, type, bytes) => multipart([['publicity', 'public'], ['file', { name, type, bytes }]]);
  const send = async ({ type, body }) => {
    const client = new Client(server.url);
    client.cookies.set('yp_test_as', 'manager@esimerkki.fi');
    client.cookies.set('yp_test_rehearse', '1');
    try {
      return await client.request('POST', '/meetings/9/attachments/new', { headers: { 'content-type': type }, body });
    } finally {
      client.close();
    }
  };
  const large = await send(file('iso.txt', 'text/plain', Buffer.alloc(21 * 1024 * 1024, 'x')));
  tap.result(`a file of 21 MiB [${engine}]`, large.status === 422 && /20/.test(large.text) ? [] : [`status ${large.status}: ${large.text.slice(0, 300)}`]);
  const lying = await send(file('kuva.png', 'image/png', Buffer.from('#!/bin/sh\necho\n')));
  tap.result(`a file of a lying type [${engine}]`, lying.status === 422 ? [] : [`status ${lying.status}`]);
  for (const name of ['../../etc/passwd', 'C:\\\\x\\\\y.txt', '..', '%2e%2e/x.txt', `${'x'.repeat(300)}.txt`]) {
    const reply = await send(file(name, 'text/plain', Buffer.from('Hei.\n')));
    tap.result(`a file named ${name.slice(0, 20)} [${engine}]`, [303, 422].includes(reply.status) ? [] : [`status ${reply.status}`]);
  }
}

async function engineRun(tap, fixtures, engine, list) {
  const server = await fixtures.take(engine, 'hidden');
  await pages(tap, server, list, engine);
  await actions(tap, server, list, engine);
  await files(tap, server, engine);
  const rows = await server.query("SELECT count(*) FROM journal WHERE action <> 'gap.refresh'");
  tap.result(`nothing was written [${engine}]`, rows[0][0] === '0' ? [] : [`${rows[0][0]} rows in the journal`]);
  clients.get(server)?.close();
  fixtures.give(server, { dirty: true });
}

const tap = new Tap();
const fixtures = new Fixtures();
const only = option('only', '');
const list = (await routes()).filter(({ method, route }) => `${method} ${route}`.includes(only));
const chosen = engines.filter((engine) => engine.includes(option('engine', '')));
await Promise.all(chosen.map((engine) => engineRun(tap, fixtures, engine, list).catch((error) => tap.fail(`bad input [${engine}]`, error))));
tap.result('servers ended cleanly', (await fixtures.close()).flat());
tap.end();
