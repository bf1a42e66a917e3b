/* What the benchmarks share: servers over a region, what they are held against, loads and figures. */
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { root } from '../lib/paths.mjs';
import { startPostgres } from '../lib/postgres.mjs';
import { run, sleep, start, tempFolder } from '../lib/process.mjs';
import { databaseFile, program, startServer } from '../lib/server.mjs';
import { region } from './region.mjs';

export const folder = tempFolder('bench');
export const at = (name) => path.join(folder, name);
export const tool = (name) => path.join(root, 'build/tests/bench', name);
export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
export const ends = [];

/* One figure, one line: name, value, what is wanted of it. */
export function figure(name, value, wanted = '') {
  const text = typeof value === 'number' ? (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)) : value;
  const verdict = wanted && typeof value === 'number'
    ? (wanted[0] === '≥' ? value >= Number(wanted.slice(1)) : value <= Number(wanted.slice(1))) ? 'holds' : 'MISSED' : '';
  process.stdout.write(`${name.padEnd(66)} ${String(text).padStart(9)}  ${wanted ? `wanted ${wanted}` : ''} ${verdict}`.trimEnd() + '\n');
}

/* PostgreSQL as a careful owner runs it: every commit on the disk. */
let cluster = null;
export async function postgres() {
  if (!cluster) {
    cluster = await startPostgres({ fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', shared_buffers: '256MB' });
    ends.push(() => cluster.stop().then(() => (cluster = null)));
  }
  return cluster;
}

let made = 0;
/* A server over a region. */
export async function serve({ engine = 'sqlite', items = 20, others = 0, full = false, args = [] } = {}) {
  made += 1;
  const data = at(`data-${made}`);
  const text = region({ items, others, full });
  const name = `bench_${made}`;
  const pg = engine === 'postgresql' ? await postgres() : null;
  const database = pg ? pg.url(name) : null;
  if (pg) {
    await pg.create(name);
    await program(['migrate', '--data', data, '--database', database]);
    await pg.script(name, text);
  } else {
    await program(['migrate', '--data', data]);
    await run('sqlite3', ['-bail', databaseFile(data)], { input: `BEGIN;${text}COMMIT;ANALYZE;` });
  }
  const server = await startServer({ data, database, args: ['--no-worker', ...args] });
  ends.push(() => server.stop());
  /* What PostgreSQL does by itself while a region lives; the first start has just written every sort key. */
  if (pg) await pg.query(name, 'VACUUM ANALYZE');
  return server;
}

/* Requests a second that wrk gets; `script` is Lua. */
export async function load(url, { seconds = 2, connections = 16, script = null, headers = {} } = {}) {
  const words = ['-t1', `-c${connections}`, `-d${seconds}s`, ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])];
  if (script) {
    const file = at(`script-${(made += 1)}.lua`);
    fs.writeFileSync(file, script);
    words.push('-s', file);
  }
  const out = await run('wrk', [...words, url]);
  const bad = out.match(/Non-2xx or 3xx responses: (\d+)/);
  if (bad) throw new Error(`${url}: ${bad[1]} refused replies`);
  return Number(out.match(/Requests\/sec:\s+([\d.]+)/)[1]);
}

/* Every request to another address: `?n=1`, `?n=2` …, so that no cache has the page. */
export const fresh = (where) => `local n = 0\nfunction request() n = n + 1 return wrk.format("GET", "${where}?n=" .. n) end\n`;

/*
 * The ratio of two loads, measured in turns; gives { ratio, a, b } as medians. Each has one turn before that
 * counts for nothing: every connection to PostgreSQL plans its statements once.
 */
export async function against(a, b, rounds = 7) {
  await a();
  await b();
  const list = [];
  for (let i = 0; i < rounds; i += 1) list.push([await a(), await b()]);
  return { ratio: median(list.map(([x, y]) => x / y)), a: median(list.map(([x]) => x)), b: median(list.map(([, y]) => y)) };
}

export const get = (url, headers = {}) => new Promise((resolve, reject) => {
  http.get(url, { headers, agent: false }, (response) => {
    const parts = [];
    response.on('data', (part) => parts.push(part)).on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) })).on('error', reject);
  }).on('error', reject);
});

/* Starts a program of ours that prints its first line when it is ready. */
export async function helper(name, args) {
  const child = start(tool(name), args, { stdio: ['pipe', 'pipe', 'inherit'] });
  ends.push(async () => child.kill('SIGKILL'));
  let said = '';
  const waiting = [];
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text;
    for (let end; waiting.length && (end = said.indexOf('\n')) >= 0; said = said.slice(end + 1)) waiting.shift()(said.slice(0, end));
  });
  let fail = () => {};
  child.once('close', () => fail(new Error(`${name} ended`)));
  const line = () => new Promise((resolve, reject) => {
    fail = reject;
    const end = said.indexOf('\n');
    if (end < 0) return waiting.push(resolve);
    resolve(said.slice(0, end));
    said = said.slice(end + 1);
    return undefined;
  });
  return { child, line, first: await line() };
}

/* nginx in a folder of its own; `locations` stands in the server block, `top` before events. Gives its port and pid. */
export async function nginx(locations, top = '') {
  made += 1;
  const home = at(`nginx-${made}`);
  fs.mkdirSync(home);
  const port = 20000 + Math.floor(Math.random() * 20000);
  fs.writeFileSync(path.join(home, 'nginx.conf'), `${top}
worker_processes ${os.cpus().length};
${process.getuid() === 0 ? 'user root;' : ''}
worker_rlimit_nofile 20000;
pid ${home}/pid;
error_log ${home}/error.log;
daemon off;
events { worker_connections 8192; }
http {
  access_log off;
  default_type "text/html; charset=utf-8";
  client_body_temp_path ${home}/b; proxy_temp_path ${home}/p; fastcgi_temp_path ${home}/f; uwsgi_temp_path ${home}/u; scgi_temp_path ${home}/s;
  keepalive_requests 1000000;
  open_file_cache max=100;
  sendfile on;
  server { listen 127.0.0.1:${port}; root ${folder}; ${locations} }
}
`);
  const child = start('nginx', ['-e', path.join(home, 'error.log'), '-c', path.join(home, 'nginx.conf')]);
  ends.push(async () => child.kill('SIGTERM'));
  for (let left = 50; left > 0; left -= 1) {
    if (await get(`http://127.0.0.1:${port}/`).catch(() => null)) break;
    await sleep(50);
  }
  return { port, url: `http://127.0.0.1:${port}`, pid: child.pid };
}

/* Processor seconds used and resident kilobytes of processes and their children. */
export function use(pid) {
  const all = [pid, ...fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try { return fs.readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1] === String(pid); } catch { return false; }
  })];
  let seconds = 0;
  let kilobytes = 0;
  for (const one of all) {
    const stat = fs.readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1].split(' ');
    seconds += (Number(stat[11]) + Number(stat[12])) / 100;
    kilobytes += Number(fs.readFileSync(`/proc/${one}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1] ?? 0);
  }
  return { seconds, kilobytes };
}
