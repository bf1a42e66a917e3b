/*
 * A crowd: many readers and writers at once, for what only shows between threads. Run it on the TSan build.
 * Every public route without a parameter is read by many clients while others post empty forms and open and
 * drop event streams. Options: --engine NAME, --seconds N.
 */
import { Client, sendRaw } from '../lib/client.mjs';
import { engines, Fixtures } from '../lib/fixture.mjs';
import { option } from '../lib/options.mjs';
import { program } from '../lib/server.mjs';
import { Tap } from '../lib/tap.mjs';
import { post } from './step.mjs';

const READERS = 16;
const WRITERS = 3;
const DROPPERS = 3;

async function readRoutes() {
  const rows = (await program(['routes', '--tsv'])).split('\n').map((line) => line.split('\t'));
  const plain = (method) => rows.filter((row) => row[0] === method && !/[{*]/.test(row[1])).map((row) => row[1]);
  return { reads: plain('GET'), writes: plain('POST') };
}

/* One client that goes on until `end`; counts replies by status. */
async function walk(server, end, counts, act) {
  const client = new Client(server.url);
  for (let i = 0; performance.now() < end; i += 1) {
    const status = await act(client, i).catch((error) => error.code ?? error.message);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  client.close();
}

async function crowd(server, routes, seconds) {
  const end = performance.now() + seconds * 1000;
  const counts = new Map();
  const pick = (list, i) => list[i % list.length];
  const readers = Array.from({ length: READERS }, (_, n) => walk(server, end, counts, async (client, i) =>
    (await client.request('GET', pick(routes.reads, i * 7 + n))).status));
  const writers = Array.from({ length: routes.writes.length ? WRITERS : 0 }, (_, n) => walk(server, end, counts, async (client, i) =>
    (await post(client, pick(routes.writes, i + n), [])).status));
  const droppers = Array.from({ length: DROPPERS }, () => walk(server, end, counts, async (client, i) => {
    await sendRaw(server.url, i % 2 ? 'GET / HTTP/1.1\r\nHost: x\r\n' : 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf', 50);
    return 'dropped';
  }));
  await Promise.all([...readers, ...writers, ...droppers]);
  return counts;
}

const tap = new Tap();
const fixtures = new Fixtures();
const routes = await readRoutes();
for (const engine of engines.filter((name) => name.includes(option('engine', '')))) {
  const server = await fixtures.take(engine, 'demo');
  const counts = await crowd(server, routes, Number(option('seconds', '10')));
  const bad = [...counts].filter(([status]) => status !== 'dropped' && status !== 503 && !(status >= 200 && status < 500));
  tap.result(`a crowd got answers [${engine}]: ${[...counts].map(([status, n]) => `${status} x ${n}`).join(', ')}`, bad.map(([status, n]) => `${status} x ${n}`));
  fixtures.give(server, { dirty: true });
}
tap.result('servers ended cleanly', (await fixtures.close()).flat());
tap.end();
