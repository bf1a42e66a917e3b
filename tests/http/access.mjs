/*
 * The access table: every route x {nobody, outsider, member, manager, administrator} on both engines gives
 * the status that tests/http/access.tsv says. `--update` writes the table anew from what SQLite answers,
 * keeping each route's example path.
 *
 * tests/data/access.sql holds one of everything with id 1 and the accounts outsider@, member@, manager@
 * and administrator@esimerkki.fi.
 */
import fs from 'node:fs';
import path from 'node:path';
import { Client } from '../lib/client.mjs';
import { engines, Fixtures } from '../lib/fixture.mjs';
import { flag, option } from '../lib/options.mjs';
import { root } from '../lib/paths.mjs';
import { program } from '../lib/server.mjs';
import { Tap } from '../lib/tap.mjs';
import { post } from './step.mjs';

const ROLES = ['nobody', 'outsider', 'member', 'manager', 'administrator'];
const EXAMPLE = { id: '1', code: 'x', token: 'x', word: 'x' };
const file = path.join(root, 'tests/http/access.tsv');

const key = (row) => `${row.method} ${row.route}`;

async function readRoutes() {
  const out = await program(['routes', '--tsv']);
  return out.split('\n').filter((line) => line !== '').map((line) => {
    const [method, route] = line.split('\t');
    return { method, route };
  });
}

function readTable() {
  if (!fs.existsSync(file)) return new Map();
  const rows = fs.readFileSync(file, 'utf8').split('\n').slice(1).filter((line) => line !== '').map((line) => {
    const [method, route, example, ...statuses] = line.split('\t');
    return { method, route, example, statuses: statuses.map(Number) };
  });
  return new Map(rows.map((row) => [key(row), row]));
}

function writeTable(rows) {
  const lines = rows.map((row) => [row.method, row.route, row.example, ...row.statuses].join('\t'));
  fs.writeFileSync(file, `${['method', 'route', 'example', ...ROLES].join('\t')}\n${lines.join('\n')}\n`);
}

const example = (route) => route.replace(/\{\w+:(\w+)\}/g, (all, type) => EXAMPLE[type] ?? 'x');

/* The status of one cell. A form is posted empty: refused for its content (422) is allowed to be sent. */
async function ask(server, row, role) {
  const client = new Client(server.url);
  const headers = {};
  if (role !== 'nobody') client.cookies.set('yp_test_as', `${role}@esimerkki.fi`);
  client.cookies.set('yp_test_rehearse', '1');
  try {
    if (row.method === 'POST') return (await post(client, row.example, [], { headers })).status;
    return (await client.request(row.method, row.example, { headers })).status;
  } finally {
    client.close();
  }
}

/* Asks all cells. What a POST would write is rolled back (yp_test_rehearse), so that one server answers them all. */
async function askAll(fixtures, engine, rows, found) {
  const server = await fixtures.take(engine, 'access');
  for (const row of rows) {
    const statuses = [];
    for (const role of ROLES) statuses.push(await ask(server, row, role));
    await found(row, statuses);
  }
  fixtures.give(server, { dirty: true });
}

async function update(fixtures, rows) {
  await askAll(fixtures, 'sqlite', rows, (row, statuses) => Object.assign(row, { statuses }));
  writeTable(rows);
}

async function compare(tap, fixtures, rows, table, engine) {
  await askAll(fixtures, engine, rows.filter((row) => table.has(key(row))), (row, statuses) => {
    const wanted = table.get(key(row)).statuses;
    ROLES.forEach((role, i) => tap.result(`${key(row)} ${role} [${engine}]`, statuses[i] === wanted[i] ? [] : [`status ${statuses[i]}, the table says ${wanted[i]}`]));
  });
}

const tap = new Tap();
if (fs.existsSync(path.join(root, 'tests/data/access.sql'))) {
  const fixtures = new Fixtures();
  const table = readTable();
  const rows = (await readRoutes()).map((route) => ({ ...route, example: table.get(key(route))?.example ?? example(route.route) }));
  if (flag('update')) {
    await update(fixtures, rows);
    tap.pass('table written');
  } else {
    const known = new Set(rows.map(key));
    for (const row of rows) if (!table.has(key(row))) tap.fail(key(row), 'not in tests/http/access.tsv; write it with --update and read the difference');
    for (const name of table.keys()) if (!known.has(name)) tap.fail(name, 'in tests/http/access.tsv, but there is no such route');
    const chosen = engines.filter((engine) => engine.includes(option('engine', '')));
    await Promise.all(chosen.map((engine) => compare(tap, fixtures, rows, table, engine).catch((error) => tap.fail(`access table [${engine}]`, error))));
  }
  tap.result('servers ended cleanly', (await fixtures.close()).flat());
} else {
  tap.skip('access table', 'no tests/data/access.sql yet');
}
tap.end();
