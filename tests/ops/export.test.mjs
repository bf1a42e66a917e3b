/* A table of any length goes out whole, page by page: in little memory, and without keeping others from their pages. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import zlib from 'node:zlib';
import { startPostgres } from '../lib/postgres.mjs';
import { run, tempFolder } from '../lib/process.mjs';
import { databaseFile, program, sanitized, startServer } from '../lib/server.mjs';

const PERSONS = 30000, SOME = 5000;
/* kB that may come on top while a table is made; a sanitizer's shadow and red zones are more than what they watch. */
const MEMORY_MAX = 12 * 1024, SANITIZED_MAX = 40 * 1024;
const folder = tempFolder('export');
let postgres;

const MANY = `
INSERT INTO grp (id, uid, kind, name, name_sort, name_fold, lang, level, state, from_day, to_day, created_at, modified_at)
VALUES (1, 'g1', 'network', 'Suuri verkosto', '30', 'suuri verkosto', 'fi', 'regional', 'active', -1000000, 3000000, 0, 0),
       (2, 'g2', 'network', 'Toinen verkosto', '31', 'toinen verkosto', 'fi', 'regional', 'active', -1000000, 3000000, 0, 0);
INSERT INTO person (id, uid, name, name_sort, name_fold, title, created_at, modified_at)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${PERSONS})
SELECT i, 'p' || i, 'Henkilö ' || i, '3' || i, 'henkilö ' || i, 'asiantuntija, jonka nimike on pitkä kuin tavallisesti hyvinvointialueella ' || i, 0, 0 FROM n;
INSERT INTO membership (id, uid, grp_id, person_id, role, from_day, to_day, created_at, modified_at)
SELECT id, 'm' || id, CASE WHEN id <= ${SOME} THEN 2 ELSE 1 END, id, 'member', -1000000, 3000000, 0, 0 FROM person;
INSERT INTO matter (uid, grp_id, year, number, title, lang, state, created_at, modified_at)
SELECT 'x' || id, 1, 2021, id, 'Asia ' || id, 'fi', 'open', id, id FROM person WHERE id <= ${SOME};
`;

/* The sanitizer keeps freed memory for a while: little of it here, or it is what would be measured. */
const quiet = { ...sanitized, ASAN_OPTIONS: `${sanitized.ASAN_OPTIONS}:quarantine_size_mb=2` };

async function filled(engine) {
  const data = path.join(folder, engine);
  fs.mkdirSync(data);
  const database = engine === 'postgresql' ? postgres.url('large') : null;
  if (database) await postgres.create('large');
  await program(['migrate', '--data', data, ...(database ? ['--database', database] : [])]);
  if (database) await postgres.script('large', `${MANY}ANALYZE;`);
  else await run('sqlite3', ['-bail', databaseFile(data)], { input: `BEGIN;${MANY}COMMIT;` });
  /* The worker would index these records meanwhile, in memory of its own. */
  return startServer({ data, database, name: 'export', env: quiet, args: ['--no-worker'] });
}

/* Memory of its own (not the mapped database), in kB. */
const memory = (pid) => Number(fs.readFileSync(`/proc/${pid}/status`, 'utf8').match(/^RssAnon:\s+(\d+) kB/m)[1]);

const memoryMax = (pid) => (/libasan/.test(fs.readFileSync(`/proc/${pid}/maps`, 'utf8')) ? SANITIZED_MAX : MEMORY_MAX);

/* Gets an address; `peak` is the most memory the server had meanwhile. */
async function get(server, where, headers = {}) {
  let peak = memory(server.pid);
  const watch = setInterval(() => (peak = Math.max(peak, memory(server.pid))), 2);
  try {
    return await new Promise((resolve, reject) => {
      http.get(`${server.url}${where}`, { headers, agent: false }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part)).on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts), get peak() { return peak; } }));
      }).on('error', reject);
    });
  } finally {
    clearInterval(watch);
  }
}

const lines = (body) => body.toString('utf8').trimEnd().split('\r\n');

/* Readers that ask and then take nothing. */
async function slowReaders(server, n) {
  const requests = [];
  for (let i = 0; i < n; i += 1) {
    requests.push(await new Promise((resolve, reject) => {
      const request = http.get(`${server.url}/people.csv`, { agent: false }, (response) => {
        response.pause();
        resolve(request);
      });
      request.on('error', (error) => (request.destroyed ? resolve(request) : reject(error)));
    }));
  }
  return requests;
}

before(async () => {
  postgres = await startPostgres();
});
after(() => postgres.stop());

for (const engine of ['sqlite', 'postgresql'])
  test(`large tables go out whole and in little memory [${engine}]`, { timeout: 300000 }, async (t) => {
    const server = await filled(engine);
    t.after(() => server.stop());
    await get(server, '/matters.csv');
    await get(server, '/');
    const rest = memory(server.pid), most = memoryMax(server.pid);
    for (const [where, rows, last] of [
      ['/people.csv', PERSONS, `p${PERSONS},`],
      ['/memberships.csv', PERSONS, `m${PERSONS},`],
      ['/groups/2/members.csv', SOME, null],
      ['/matters.csv', SOME, null],
    ]) {
      const reply = await get(server, where);
      assert.equal(reply.status, 200, where);
      const all = lines(reply.body);
      assert.equal(all.length, rows + 1, where);
      assert.equal(new Set(all).size, rows + 1, `${where}: each row once`);
      if (last) assert.ok(all.at(-1).startsWith(last), all.at(-1));
      assert.ok(reply.peak - rest < most, `${where}: ${reply.peak - rest} kB more while it was made`);
    }
    const plain = await get(server, '/people.csv');
    const packed = await get(server, '/people.csv', { 'accept-encoding': 'gzip, br' });
    assert.equal(packed.headers['content-encoding'], 'gzip');
    assert.ok(zlib.gunzipSync(packed.body).equals(plain.body));
    const popolo = await get(server, '/api/v1/popolo.json');
    assert.equal(JSON.parse(popolo.body).persons.length, PERSONS);
    assert.ok(popolo.peak - rest < most, `popolo: ${popolo.peak - rest} kB`);

    const slow = await slowReaders(server, 40);
    assert.equal((await get(server, '/groups')).status, 200);
    slow.forEach((request) => request.destroy());
    assert.deepEqual(fs.readdirSync(server.data).filter((name) => name.startsWith('export-')), []);
    assert.deepEqual(await server.stop(), []);
  });
