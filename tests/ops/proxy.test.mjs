/* nginx and Caddy with the settings of contrib/, changed in nothing but addresses and certificates. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { after, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { root } from '../lib/paths.mjs';
import { run, sleep, start, tempFolder } from '../lib/process.mjs';
import { databaseFile, program, startServer } from '../lib/server.mjs';

const folder = tempFolder('proxy');
const at = (name) => path.join(folder, name);
const ends = [];
after(async () => {
  for (const end of ends.reverse()) await end();
});

const REGISTER = `INSERT INTO organization (id, uid, kind, name, name_sort, name_fold, lang, from_day, to_day, created_at, modified_at)
  VALUES (1, 'o1', 'county', 'Esimerkki', 'E', 'esimerkki', 'fi', -1000000, 3000000, 0, 0);
INSERT INTO person (id, uid, name, name_sort, name_fold, created_at, modified_at) VALUES (1, 'p1', 'Ylli', 'Y', 'ylli', 0, 0);
INSERT INTO account (id, person_id, email, is_admin, lang, state, created_at, modified_at)
  VALUES (1, 1, 'admin@esimerkki.fi', 1, 'fi', 'active', 0, 0);`;

const there = (name) => run('sh', ['-c', `command -v ${name}`]).then(() => true, () => false);
const freePort = () => new Promise((resolve) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

async function served() {
  const data = tempFolder('proxied');
  await program(['migrate', '--data', data]);
  await run('sqlite3', ['-bail', databaseFile(data)], { input: REGISTER });
  const server = await startServer({ data, args: ['--trusted-proxy', '127.0.0.1', '--url', 'https://yhdyspinta.example.fi'] });
  ends.push(() => server.stop());
  return server;
}

/* What must hold through any proxy: pages, a form, its secure cookie, an event at once, the page of a body too large. */
async function holds(origin) {
  const client = new Client(origin);
  ends.push(async () => client.close());
  const headers = { host: 'yhdyspinta.example.fi' };
  for (let left = 100; !(await client.request('GET', '/groups', { headers }).catch(() => null)); left -= 1) {
    assert.ok(left > 0, 'the proxy does not answer');
    await sleep(50);
  }
  const page = await client.request('GET', '/feedback', { headers });
  assert.equal(page.status, 200);
  assert.match(page.headers.get('set-cookie'), /Secure/, 'the reader came by https');
  assert.match(page.headers.get('strict-transport-security') ?? '', /max-age/);

  const stream = { text: '', open: false };
  const request = http.get(`${origin}/events?topic=organization:1`, { headers }, (response) => {
    stream.open = response.statusCode === 200;
    response.setEncoding('utf8').on('data', (text) => (stream.text += text)).on('error', () => {});
  });
  request.on('error', () => {});
  ends.push(async () => request.destroy());
  for (let left = 60; !stream.open; left -= 1) {
    assert.ok(left > 0, 'the stream does not open');
    await sleep(50);
  }
  client.cookies.set('yp_test_as', 'admin@esimerkki.fi');
  const sent = await client.request('POST', '/organizations/1/names', {
    headers: { ...headers, origin: 'https://yhdyspinta.example.fi', 'content-type': 'application/x-www-form-urlencoded' }, body: 'name=Toinen',
  });
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.get('location'), '/organizations/1/names');
  for (let left = 40; !/event: change/.test(stream.text); left -= 1) {
    assert.ok(left > 0, 'the event is held back');
    await sleep(50);
  }
  const large = await client.request('POST', '/feedback', { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: 'a'.repeat(3 << 20) });
  assert.equal(large.status, 413);
}

test('nginx', async (t) => {
  if (!(await there('nginx'))) return t.skip('nginx is not installed');
  const server = await served();
  const port = await freePort();
  const site = fs.readFileSync(path.join(root, 'contrib/nginx.conf'), 'utf8')
    .replace(/server \{\s*listen 80;[\s\S]*?\n\}\n/, '')
    .replace('127.0.0.1:8080', new URL(server.url).host)
    .replace(/listen 443 ssl http2;/, `listen 127.0.0.1:${port};`).replace(/ *listen \[::\].*\n/g, '').replace(/ *ssl_.*\n/g, '')
    .replace('$scheme', 'https');
  fs.writeFileSync(at('nginx.conf'), `${process.getuid() === 0 ? 'user root;' : ''} daemon off; pid ${at('pid')}; error_log ${at('error.log')}; events {} http { access_log off;
    client_body_temp_path ${at('b')}; proxy_temp_path ${at('p')}; fastcgi_temp_path ${at('f')}; uwsgi_temp_path ${at('u')}; scgi_temp_path ${at('s')};\n${site}\n}\n`);
  const child = start('nginx', ['-e', at('error.log'), '-c', at('nginx.conf')]);
  ends.push(async () => child.kill('SIGTERM'));
  await holds(`http://127.0.0.1:${port}`);
  assert.deepEqual(await server.stop(), []);
});

test('Caddy', async (t) => {
  if (!(await there('caddy'))) return t.skip('Caddy is not installed');
  const server = await served();
  const port = await freePort();
  const site = fs.readFileSync(path.join(root, 'contrib/Caddyfile'), 'utf8')
    .replace('yhdyspinta.example.fi {', `http://:${port} {\n\tbind 127.0.0.1`)
    .replace('127.0.0.1:8080 {', `${new URL(server.url).host} {\n\t\theader_up X-Forwarded-Proto https`);
  fs.writeFileSync(at('Caddyfile'), `{\n\tadmin off\n\tgrace_period 1s\n}\n${site}`);
  const child = start('caddy', ['run', '--config', at('Caddyfile'), '--adapter', 'caddyfile'], { env: { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder } });
  let said = '';
  child.stderr.on('data', (text) => (said += text));
  ends.push(async () => child.kill('SIGTERM'));
  await sleep(300);
  assert.equal(child.exitCode, null, said);
  await holds(`http://127.0.0.1:${port}`);
  assert.deepEqual(await server.stop(), []);
});
