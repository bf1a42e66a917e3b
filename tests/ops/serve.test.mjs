/* The server among its neighbours: kills, full disks, a database that goes away, signals, options. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { after, test } from 'node:test';
import { Client, sendRaw } from '../lib/client.mjs';
import { binary } from '../lib/paths.mjs';
import { startPostgres } from '../lib/postgres.mjs';
import { run, sleep, start, tempFolder } from '../lib/process.mjs';
import { post as submit } from '../http/step.mjs';
import { databaseFile, program, sanitized, startServer as begin } from '../lib/server.mjs';

const folder = tempFolder('ops');
const at = (name) => path.join(folder, name);
const ends = [];

after(async () => {
  for (const end of ends.reverse()) await end();
});

/* Stopped at the end whatever happens to the test. */
async function startServer(options) {
  const server = await begin(options);
  ends.push(() => server.stop());
  return server;
}

/* An organization that anybody may follow and an administrator who may change it. */
const REGISTER = `INSERT INTO organization (id, uid, kind, name, name_sort, name_fold, lang, from_day, to_day, created_at, modified_at)
  VALUES (1, 'o1', 'county', 'Esimerkki', 'E', 'esimerkki', 'fi', -1000000, 3000000, 0, 0);
INSERT INTO person (id, uid, name, name_sort, name_fold, created_at, modified_at) VALUES (1, 'p1', 'Ylli', 'Y', 'ylli', 0, 0);
INSERT INTO account (id, person_id, email, is_admin, lang, state, created_at, modified_at)
  VALUES (1, 1, 'admin@esimerkki.fi', 1, 'fi', 'active', 0, 0);`;

async function cluster() {
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  return postgres;
}

async function post(url, where, fields) {
  const headers = { cookie: 'yp_test_as=admin@esimerkki.fi', 'content-type': 'application/x-www-form-urlencoded' };
  const client = new Client(url);
  try {
    return await client.request('POST', where, { headers, body: new URLSearchParams(fields).toString() });
  } finally {
    client.close();
  }
}

/* The smallest write there is: another name of the organization. */
const send = async (url, name) => (await post(url, '/organizations/1/names', { name })).status;

const get = async (url, where) => {
  const client = new Client(url);
  try {
    return await client.request('GET', where);
  } finally {
    client.close();
  }
};

const stored = async (data) =>
  (await run('sqlite3', ['-batch', '-readonly', databaseFile(data), 'SELECT name FROM alias ORDER BY id;'])).split('\n').filter(Boolean);

async function register(data) {
  await program(['migrate', '--data', data]);
  await run('sqlite3', ['-bail', databaseFile(data)], { input: REGISTER });
  return data;
}

async function waitFor(what, ms, condition) {
  for (let left = ms; left > 0; left -= 50) {
    if (await condition()) return;
    await sleep(50);
  }
  assert.fail(`not within ${ms} ms: ${what}`);
}

/* How the program ended: { status, said }. */
function ending(args, env = sanitized, command = binary) {
  const child = start(command, args, { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, said })));
}

/* Opens an event stream; gives { events, closed } that fill as the stream goes. */
function follow(url, where) {
  const stream = { events: [], closed: false, open: false };
  stream.request = http.get(new URL(where, url), { headers: { accept: 'text/event-stream' } }, (response) => {
    stream.open = response.statusCode === 200;
    let text = '';
    response.setEncoding('utf8').on('data', (part) => {
      text += part;
      for (let end; (end = text.indexOf('\n\n')) >= 0; text = text.slice(end + 2)) stream.events.push(text.slice(0, end));
    });
    response.on('close', () => (stream.closed = true)).on('error', () => {});
  });
  stream.request.on('error', () => (stream.closed = true));
  ends.push(async () => stream.request.destroy());
  return stream;
}

/* A database of an engine with the register in it: { data, database, stored() }. */
async function filled(engine, name) {
  if (engine === 'sqlite') {
    const data = await register(at(name));
    return { data, database: null, stored: () => stored(data) };
  }
  const postgres = await cluster();
  await postgres.create(name);
  await program(['migrate', '--data', at(name), '--database', postgres.url(name)]);
  await postgres.script(name, REGISTER);
  return {
    data: at(name), database: postgres.url(name),
    stored: async () => (await postgres.query(name, 'SELECT name FROM alias ORDER BY id')).split('\n').filter(Boolean),
  };
}

for (const engine of ['sqlite', 'postgresql'])
  test(`kill -9 during writes loses no acknowledged write [${engine}]`, async () => {
    const place = await filled(engine, `killed_${engine}`);
    const acknowledged = [];
    for (let round = 0; round < 3; round += 1) {
      const server = await startServer(place);
      let going = true;
      const writers = Array.from({ length: 8 }, async (_, w) => {
        for (let n = 0; going && n < 8; n += 1) {
          const body = `kerta ${round} kirjoittaja ${w} viesti ${n}`;
          const status = await send(server.url, body).catch(() => null);
          if (status === 303) acknowledged.push(body);
        }
      });
      await waitFor('some writes', 10000, () => acknowledged.length > round * 40 + 20);
      process.kill(server.pid, 'SIGKILL');
      going = false;
      await Promise.all(writers);
      await server.stop();
      if (engine === 'sqlite') assert.equal((await run('sqlite3', [databaseFile(place.data), 'PRAGMA integrity_check; PRAGMA foreign_key_check;'])).trim(), 'ok');
      const there = new Set(await place.stored());
      assert.deepEqual(acknowledged.filter((body) => !there.has(body)), []);
    }
    const again = await startServer(place);
    assert.equal((await get(again.url, '/groups')).status, 200);
    assert.deepEqual(await again.stop(), []);
  });

for (const engine of ['sqlite', 'postgresql'])
  test(`a form that is cut off halfway is never acted on [${engine}]`, async () => {
    const place = await filled(engine, `cut_${engine}`);
    const server = await startServer(place);
    const { hostname, port } = new URL(server.url);
    const head = (type, length) => `POST /organizations/1/names HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: yp_test_as=admin@esimerkki.fi\r\nContent-Type: ${type}\r\n${length}\r\n\r\n`;
    const part = '--raja\r\nContent-Disposition: form-data; name="name"\r\n\r\npuolikas\r\n';
    const cuts = [
      head('application/x-www-form-urlencoded', 'Content-Length: 40') + 'name=puolikas',
      head('application/x-www-form-urlencoded', 'Transfer-Encoding: chunked') + 'd\r\nname=puolikas\r\n',
      head('multipart/form-data; boundary=raja', `Content-Length: ${part.length + 100}`) + part,
      head('multipart/form-data; boundary=raja', `Content-Length: ${part.length}`) + part, /* whole for HTTP, but without its last boundary */
    ];
    for (const bytes of cuts) {
      const socket = net.connect(Number(port), hostname);
      socket.on('error', () => {});
      await new Promise((resolve) => socket.write(bytes, resolve));
      await sleep(100);
      socket.destroy();
    }
    assert.equal(await send(server.url, 'kokonainen'), 303);
    assert.deepEqual(await place.stored(), ['kokonainen']);
    assert.deepEqual(await server.stop(), []);
  });

test('an administrator sees what is left on the disk of SQLite', async () => {
  const server = await startServer({ data: await register(at('storage')) });
  const client = new Client(server.url);
  const reply = await client.request('GET', '/admin', { headers: { cookie: 'yp_test_as=admin@esimerkki.fi' } });
  client.close();
  assert.match(reply.text, /Vapaata levytilaa<\/dt><dd[^>]*>[\d,]+\s[kMGT]?B</);
  assert.deepEqual(await server.stop(), []);
});

test('an upload that is too large is refused before it is sent', async () => {
  const server = await startServer({ data: await register(at('large')) });
  const said = await sendRaw(server.url, `POST /admin/import HTTP/1.1\r\nHost: x\r\nCookie: yp_test_as=admin@esimerkki.fi\r\nContent-Type: multipart/form-data; boundary=raja\r\nContent-Length: 99000000\r\nConnection: close\r\n\r\n`);
  assert.match(String(said), /^HTTP\/1\.1 413/);
  assert.deepEqual(await server.stop(), []);
});

test('a full disk gives 5xx and a database that is sound', async (t) => {
  const data = at('full');
  fs.mkdirSync(data);
  const mounted = process.getuid() === 0 && (await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', data]).then(() => true, () => false));
  if (!mounted) return t.skip('no right to mount a small file system');
  ends.push(() => run('umount', ['-l', data]));
  const server = await startServer({ data: await register(data) });
  assert.equal(await send(server.url, 'ennen'), 303);
  const acknowledged = ['ennen'];
  let refusal = 0;
  for (let left = fs.statfsSync ? fs.statfsSync(data) : null, n = 0; n < 2000 && !refusal; n += 1) {
    if (n === 3 && left) fs.writeFileSync(path.join(data, 'ballast'), Buffer.alloc(Math.max(0, fs.statfsSync(data).bavail * fs.statfsSync(data).bsize - 65536)));
    const body = `täyttö ${n} ${'x'.repeat(150)}`;
    const status = await send(server.url, body);
    if (status === 303) acknowledged.push(body);
    else refusal = status;
  }
  assert.ok(refusal >= 500 && refusal < 600, `the refusal was ${refusal}`);
  assert.equal((await get(server.url, '/groups')).status, 200, 'reading goes on');
  fs.rmSync(path.join(data, 'ballast'), { force: true });
  await waitFor('writing again when there is room', 10000, async () => (await send(server.url, 'jälkeen')) === 303);
  assert.deepEqual(await server.stop(), []);
  assert.equal((await run('sqlite3', [databaseFile(data), 'PRAGMA integrity_check;'])).trim(), 'ok');
  const there = new Set(await stored(data));
  assert.deepEqual(acknowledged.filter((body) => !there.has(body)), []);
});

test('PostgreSQL that goes away and comes back', async () => {
  const postgres = await cluster();
  await postgres.create('away');
  await program(['migrate', '--data', at('away'), '--database', postgres.url('away')]);
  await postgres.script('away', REGISTER);
  const server = await startServer({ data: at('away'), database: postgres.url('away') });
  const page = async () => (await get(server.url, `/groups?q=${Math.random()}`)).status;
  assert.equal(await page(), 200);
  assert.equal(await send(server.url, 'ennen'), 303);
  await postgres.halt();
  const meanwhile = await get(server.url, `/groups?q=${Math.random()}`);
  assert.equal(meanwhile.status, 503);
  assert.ok(meanwhile.headers.get('retry-after'));
  assert.equal(await send(server.url, 'välissä'), 503);
  const refused = await post(server.url, '/organizations/1/edit', { name: 'Nimi', description: 'Pitkä ja harkittu kuvaus' });
  assert.equal(refused.status, 503);
  assert.match(String(refused.body), /Pitkä ja harkittu kuvaus/, 'what was typed is given back');
  await postgres.resume();
  await waitFor('a page after the return', 15000, async () => (await page()) === 200);
  assert.equal(await send(server.url, 'jälkeen'), 303);
  assert.equal((await postgres.query('away', "SELECT count(*) FROM alias WHERE name IN ('ennen', 'jälkeen')")).trim(), '2');
  assert.deepEqual(await server.stop(), []);
});

test('a change made by one process is an event in the other', async () => {
  const postgres = await cluster();
  await postgres.create('two');
  const database = postgres.url('two');
  await program(['migrate', '--data', at('first'), '--database', database]);
  await postgres.script('two', REGISTER);
  const first = await startServer({ data: at('first'), database });
  const second = await startServer({ data: at('second'), database });
  const stream = follow(second.url, '/events?topic=organization:1');
  await waitFor('the stream', 5000, () => stream.open);
  assert.equal(await send(first.url, 'toiselle'), 303);
  await waitFor('the event', 3000, () => stream.events.some((event) => /organization:1/.test(event)));
  assert.deepEqual(await first.stop(), []);
  assert.deepEqual(await second.stop(), []);
});

test('two processes on one database: who signed in at one is known at the other, and no page is stale', async () => {
  const postgres = await cluster();
  await postgres.create('pair');
  const database = postgres.url('pair');
  await program(['migrate', '--data', at('one'), '--database', database]);
  await postgres.script('pair', REGISTER);
  fs.mkdirSync(at('other'), { mode: 0o700 });
  fs.copyFileSync(path.join(at('one'), 'secret'), path.join(at('other'), 'secret'));
  const invited = (await program(['user', 'add', 'uusi@esimerkki.fi', '--data', at('one'), '--database', database])).trim();
  const [one, other] = [await startServer({ data: at('one'), database }), await startServer({ data: at('other'), database })];
  const here = new Client(one.url);
  const there = new Client(other.url);
  try {
    assert.equal((await submit(here, invited, [['password', 'kolme koivua pihalla'], ['how', 'password']])).status, 303);
    for (const [name, value] of here.cookies) there.cookies.set(name, value);
    assert.equal((await there.request('GET', '/me')).status, 200);
    assert.equal((await submit(there, '/sign-out', [], { form: '/me' })).status, 303);
    assert.equal((await here.request('GET', '/me')).status, 303, 'who signed out at one is out at the other');
    for (let n = 0; n < 5; n += 1) {
      const shown = async () => (await get(other.url, '/organizations/1')).text;
      assert.ok(!(await shown()).includes(`uusin nimi ${n}`)); /* kept by the other's cache from here on */
      assert.equal(await send(one.url, `uusin nimi ${n}`), 303);
      await waitFor('the change', 2000, async () => (await shown()).includes(`uusin nimi ${n}`));
    }
  } finally {
    here.close();
    there.close();
  }
  assert.deepEqual(await one.stop(), []);
  assert.deepEqual(await other.stop(), []);
});

for (const engine of ['sqlite', 'postgresql'])
  test(`a newer schema is refused [${engine}]`, async () => {
    const data = at(`newer_${engine}`);
    const later = "INSERT INTO schema_step VALUES ('9999_later.sql', '0', 0);";
    const postgres = engine === 'postgresql' ? await cluster() : null;
    await postgres?.create('newer');
    const place = ['--data', data, ...(postgres ? ['--database', postgres.url('newer')] : [])];
    await program(['migrate', ...place]);
    if (postgres) await postgres.script('newer', later);
    else await run('sqlite3', [databaseFile(data), later]);
    for (const command of ['serve', 'worker', 'migrate']) {
      const { status, said } = await ending([command, ...place, ...(command === 'serve' ? ['--listen', '127.0.0.1:0'] : [])]);
      assert.equal(status, 1);
      assert.match(said, /migrate\.newer: .*9999_later/);
    }
  });

test('SIGTERM ends with requests in flight and open streams', async () => {
  const server = await startServer({ data: await register(at('term')) });
  const streams = Array.from({ length: 20 }, () => follow(server.url, '/events?topic=organization:1'));
  await waitFor('the streams', 5000, () => streams.every((stream) => stream.open));
  const slow = net.connect(Number(new URL(server.url).port), '127.0.0.1'); /* a request that never ends */
  slow.on('error', () => {});
  slow.write('GET /groups HTTP/1.1\r\nHost: x\r\n');
  const writes = Array.from({ length: 16 }, (_, n) => send(server.url, `viimeinen ${n}`).catch(() => null));
  await sleep(5);
  const begun = performance.now();
  const wrong = await server.stop();
  assert.deepEqual(wrong, []);
  assert.ok(performance.now() - begun < 12000);
  slow.destroy();
  const kept = (await Promise.all(writes)).filter((status) => status === 303).length;
  assert.ok((await stored(at('term'))).length >= kept, 'what was answered is there');
  assert.ok(streams.every((stream) => stream.closed));
});

test('options that nobody knows end with 2', async () => {
  const data = at('options');
  for (const args of [
    [], ['servve'], ['serve'], ['serve', '--data', data, '--nonsense'], ['serve', '--data'], ['serve', '--data', data, '--dry-run'],
    ['serve', '--data', data, '--workers', '0'], ['serve', '--data', data, '--demo=yes'], ['serve', 'word', '--data', data],
    ['serve', '--data', data, '--demo', '--listen', '0.0.0.0:0'], ['serve', '--data', data, '--demo', '--listen', '[::]:0'],
    ['serve', '--data', data, '-v'], ['serve', '--data', data, '--url', 'https:///x'], ['serve', '--data', data, '--url', 'ftp://x'], ['serve', '--data', data, '--url', 'https://x y'], ['serve', '--data', data, '--url', 'https://x?a'], ['serve', '--data', data, '--database', 'mysql://x'], ['backup', '--data', data],
    ['restore', 'a', 'b', '--data', data], ['user', 'remove', '--data', data], ['user', 'add', 'nimi', '--data', data],
    ['user', 'add', 'nimi@esimerkki.fi', '--lang', 'zz', '--data', data], ['export', 'people', '--data', data],
    ['serve', '--data', data, '--listen', 'nowhere'],
    ['serve', '--data', data, '--listen', '127.0.0.1:99999'], ['serve', '--data', data, '--trusted-proxy', 'proxy'],
    ['serve', '--data', data, '--mail-from', 'minä'], ['serve', '--data', data, '--smtp', 'smtp://'],
    ['serve', '--data', data, '--smtp', 'smtp://h:99999'], ['serve', '--data', data, '--smtp', 'http://h'], ['serve', '--data', data, '--workers', '5', '--workers', '6'], ['serve', '--demo', '--demo', '--data', data],
    ['serve', '--data', data, '--overlay', at('absent')],
  ]) {
    const { status, said } = await ending(args);
    assert.equal(status, 2, `${args.join(' ')}: ${said}`);
    assert.match(said, /^yhdyspinta: /m);
  }
  assert.equal(fs.existsSync(data), false, 'nothing was made');
  const { status, said } = await ending(['import', 'kaikki', 'tiedosto', '--data', data]);
  assert.equal(status, 2);
  assert.match(said, /kaikki \(organizations, people/);
});

test('what cannot be printed is a failure, and a table is read from no empty folder', async () => {
  const data = await register(at('printed'));
  for (const words of [`export organizations --data ${data}`, 'routes', '--help']) {
    const { status, said } = await ending(['-c', `"$0" ${words} >/dev/full`, binary], sanitized, 'sh');
    assert.equal(status, 1, said);
    assert.match(said, /^yhdyspinta: output\.failed: .*\n$/);
  }
  fs.mkdirSync(at('nothing'));
  const { status, said } = await ending(['export', 'people', '--data', at('nothing')]);
  assert.equal(status, 1);
  assert.match(said, /data\.folder/);
  assert.deepEqual(fs.readdirSync(at('nothing')), []);
});

test('an address that is taken is told, with 1', async () => {
  const server = await startServer({ data: at('taken') });
  const taken = await ending(['serve', '--data', at('taken2'), '--listen', new URL(server.url).host]);
  assert.equal(taken.status, 1);
  assert.match(taken.said, /server\.listen/);
  assert.deepEqual(await server.stop(), []);
});

test('port 0 takes a free port, each its own', async () => {
  const servers = [await startServer({ data: at('port-a') }), await startServer({ data: at('port-b') })];
  const ports = servers.map((server) => Number(new URL(server.url).port));
  assert.ok(ports.every((port) => port > 0) && ports[0] !== ports[1]);
  for (const server of servers) assert.deepEqual(await server.stop(), []);
});

test('help is there at every word', async () => {
  const help = await program(['--help']);
  for (const args of [['help'], ['serve', '--help'], ['serve', '--data', at('absent'), '--help'], ['user', 'add', '--help']]) assert.equal(await program(args), help, args.join(' '));
  assert.equal(fs.existsSync(at('absent')), false);
});

test('the log has no secrets of personal links', async () => {
  const server = await startServer({ data: await register(at('log')) });
  const secret = 'abcdefghij'.repeat(4);
  for (const where of [`/password/${secret}`, `/invite/${secret}`, `/in/${secret}`]) await post(server.url, where, { password: 'x' });
  await post(server.url, '/organizations/1/names', { name: '' });
  assert.doesNotMatch(server.log(), /abcdefghij/);
  assert.match(server.log(), /POST \/password\/… /);
  assert.match(server.log(), /POST \/organizations\/1\/names /);
});

test('a failure is told in one line', async () => {
  const { status, said } = await ending(['serve', '--data', at('lines'), '--database', 'postgresql://nobody@127.0.0.1:1/none']);
  assert.equal(status, 1);
  assert.match(said, /^yhdyspinta: .*refused.*\n$/);
  assert.equal(said.split('\n').length, 2);
});

test('settings: the command line before the environment before the file', async () => {
  const data = at('conf');
  fs.mkdirSync(data);
  fs.writeFileSync(path.join(data, 'yhdyspinta.conf'), '# settings\n\nlisten = 127.0.0.1:1\n  url = https://from.file  \n');
  const listening = async (args, env) => {
    const child = start(binary, ['serve', '--data', data, ...args], { env: { ...sanitized, ...env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    const ended = new Promise((resolve) => child.once('close', resolve));
    await Promise.race([ended, waitFor('listening', 20000, () => /listening on/.test(said))]);
    child.kill('SIGTERM');
    await ended;
    return said;
  };
  const free = () => new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
  const [a, b] = [await free(), await free()];
  assert.match(await listening([], { YHDYSPINTA_LISTEN: `127.0.0.1:${a}` }), new RegExp(`listening on http://127.0.0.1:${a}\\b`));
  assert.match(await listening(['--listen', `127.0.0.1:${b}`], { YHDYSPINTA_LISTEN: `127.0.0.1:${a}` }), new RegExp(`:${b}\\b`));
  fs.writeFileSync(path.join(data, 'yhdyspinta.conf'), `listen = 127.0.0.1:${a}\n`);
  assert.match(await listening([], {}), new RegExp(`:${a}\\b`));
  for (const text of ['nonsense = 1\n', 'listen\n', 'demo = yes\n']) {
    fs.writeFileSync(path.join(data, 'yhdyspinta.conf'), text);
    const { status, said } = await ending(['serve', '--data', data]);
    assert.equal(status, 2);
    assert.match(said, /yhdyspinta\.conf/);
  }
});

test('the first administrator is given the address that is listened on, or the public one', async () => {
  const server = await startServer({ data: at('first') });
  for (let i = 0; i < 100 && !/first administrator/.test(server.log()); i += 1) await sleep(20);
  const link = new URL(server.log().match(/first administrator: (\S+)/)[1]);
  assert.equal(link.origin, server.url);
  assert.equal((await get(server.url, link.pathname)).status, 200);
  assert.deepEqual(await server.stop(), []);
  const known = await startServer({ data: at('first'), args: ['--url', 'https://yhdyspinta.example.fi'] });
  for (let i = 0; i < 100 && !/first administrator/.test(known.log()); i += 1) await sleep(20);
  assert.match(known.log(), /first administrator: https:\/\/yhdyspinta\.example\.fi\/first\/\S+/);
  assert.match(known.log(), /warn.*without --trusted-proxy/);
});
