/* One file from either engine and back: nothing lost, nothing changed, nothing half written. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startPostgres } from '../lib/postgres.mjs';
import { run, sleep, start, tempFolder } from '../lib/process.mjs';
import { databaseFile, program, sanitized, startServer } from '../lib/server.mjs';
import { binary } from '../lib/paths.mjs';
import { fill } from './fill.mjs';

const folder = tempFolder('backup');
const at = (name) => path.join(folder, name);
let postgres;
let empty;

/* Every row of a file as a line, in an order of its own; what the program notes about itself left out. */
async function rows(file) {
  const out = await run('sqlite3', ['-batch', '-readonly', file, '.dump --data-only'], {});
  return out.split('\n').filter((line) => !/^INSERT INTO "?schema_(step|view)\b/.test(line)).sort().join('\n');
}

const refused = async (args, words) => {
  const error = await program(args).then(() => null, (failure) => failure);
  assert.ok(error, `${args[0]} was not refused`);
  assert.match(error.message, words);
};

before(async () => {
  postgres = await startPostgres();
  await program(['migrate', '--data', at('one')]);
  const server = await startServer({ data: at('one') }); /* the areas of Finland */
  assert.deepEqual(await server.stop(), []);
  empty = await fill(databaseFile(at('one')));
});

after(() => postgres.stop());

test('every table has a row to lose', async () => {
  assert.deepEqual(empty, [], 'tables the filling could not fill');
});

test('SQLite, file, PostgreSQL, file, SQLite: the same rows', async () => {
  await postgres.create('middle');
  const database = postgres.url('middle');
  await program(['backup', at('first.db'), '--data', at('one')]);
  await program(['restore', at('first.db'), '--data', at('two'), '--database', database]);
  await program(['backup', at('second.db'), '--data', at('two'), '--database', database]);
  await program(['restore', at('second.db'), '--data', at('three')]);
  const first = await rows(at('first.db'));
  assert.equal(await rows(at('second.db')), first);
  const restored = (await rows(databaseFile(at('three')))).split('\n');
  assert.deepEqual(restored, first.split('\n').filter((line) => !line.includes('backup.secret')));
  assert.deepEqual(fs.readFileSync(at('three/secret')), fs.readFileSync(at('one/secret')));
  assert.deepEqual(fs.readFileSync(at('two/secret')), fs.readFileSync(at('one/secret')));
});

test('a restored PostgreSQL goes on numbering after the largest id', async () => {
  const columns = (await postgres.query('middle', "SELECT table_name, column_name FROM information_schema.columns WHERE is_identity = 'YES'")).trim().split('\n');
  assert.ok(columns.length > 20);
  for (const line of columns) {
    const [table, column] = line.split('|');
    const [next, largest] = (await postgres.query('middle', `SELECT nextval(pg_get_serial_sequence('"${table}"', '${column}')), (SELECT coalesce(max("${column}"), 0) FROM "${table}")`)).trim().split('|');
    assert.ok(BigInt(next) > BigInt(largest), `${table}: ${next} after ${largest}`);
  }
});

test('references are checked again after a restore into PostgreSQL', async () => {
  const open = await postgres.query('middle', "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND (condeferrable OR NOT convalidated)");
  assert.equal(open.trim(), '0');
});

test('a file that is there is not written over, a full database not restored into', async () => {
  const before = fs.readFileSync(at('first.db'));
  await refused(['backup', at('first.db'), '--data', at('one')], /backup\.exists/);
  assert.deepEqual(fs.readFileSync(at('first.db')), before);
  await refused(['restore', at('first.db'), '--data', at('three')], /restore\.not_empty/);
  await refused(['restore', at('first.db'), '--data', at('two'), '--database', postgres.url('middle')], /restore\.not_empty/);
});

test('only the owner may read a backup', () => {
  assert.equal(fs.statSync(at('first.db')).mode & 0o777, 0o600);
});

test('what is no backup is refused, and so is a damaged or a newer one', async () => {
  fs.writeFileSync(at('text.db'), 'not a database at all, just a text that is long enough to be looked at\n'.repeat(20));
  await refused(['restore', at('text.db'), '--data', at('four')], /not a database/);
  await run('sqlite3', [at('other.db'), 'CREATE TABLE t (a INTEGER PRIMARY KEY); INSERT INTO t VALUES (1);']);
  await refused(['restore', at('other.db'), '--data', at('four')], /backup\.foreign/);
  await refused(['restore', at('missing.db'), '--data', at('four')], /No such file/);
  fs.copyFileSync(at('first.db'), at('newer.db'));
  await run('sqlite3', [at('newer.db'), "INSERT INTO schema_step VALUES ('9999_later.sql', '0', 0);"]);
  await refused(['restore', at('newer.db'), '--data', at('four')], /migrate\.newer/);
  fs.copyFileSync(at('first.db'), at('cut.db'));
  fs.truncateSync(at('cut.db'), Math.floor(fs.statSync(at('cut.db')).size / 2));
  await refused(['restore', at('cut.db'), '--data', at('four')], /backup\.damaged|db\.failed|malformed/);
  await program(['restore', at('first.db'), '--data', at('four')]);
});

test('a backup needs data to be there, and makes none', async () => {
  await refused(['backup', at('none.db'), '--data', at('nowhere')], /data\.folder/);
  assert.equal(fs.existsSync(at('nowhere')), false);
  assert.equal(fs.existsSync(at('none.db')), false);
});

test('a backup is one moment of a database that is written to', async () => {
  const server = await startServer({ data: at('four') });
  await run('sqlite3', [databaseFile(at('four'))], { input: '.timeout 5000\nCREATE TABLE IF NOT EXISTS moment (id INTEGER PRIMARY KEY, a INTEGER NOT NULL, b INTEGER NOT NULL) STRICT; INSERT INTO moment SELECT value, 0, 0 FROM json_each(\'[1,2,3,4,5,6,7,8]\');' });
  const writer = start('sh', ['-c', `i=0; while :; do i=$((i+1)); printf '.timeout 5000\\nBEGIN IMMEDIATE; UPDATE moment SET a = %s; UPDATE moment SET b = %s; COMMIT;\\n' $i $i | sqlite3 "$0"; done`, databaseFile(at('four'))]);
  for (let i = 0; i < 5; i += 1) {
    await program(['backup', at(`moment-${i}.db`), '--data', at('four')]);
    const out = await run('sqlite3', [at(`moment-${i}.db`), 'SELECT count(*), count(DISTINCT a), sum(a <> b) FROM moment; PRAGMA integrity_check;']);
    assert.equal(out, '8|1|0\nok\n');
  }
  writer.kill('SIGKILL');
  assert.deepEqual(await server.stop(), []);
});

test('a backup that is killed leaves nothing under its name', async () => {
  for (const wait of [20, 60, 150, 300]) {
    const child = start(binary, ['backup', at('killed.db'), '--data', at('one')], { env: sanitized });
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.stdout.resume();
    child.stderr.resume();
    await sleep(wait);
    child.kill('SIGKILL');
    await ended;
    if (fs.existsSync(at('killed.db'))) {
      assert.equal(await rows(at('killed.db')), await rows(at('first.db')));
      fs.unlinkSync(at('killed.db'));
    }
  }
  await program(['backup', at('killed.db'), '--data', at('one')]); /* over the remains */
  assert.deepEqual(fs.readdirSync(folder).filter((name) => /part/.test(name)), []);
});

/* A program with one step more: what a new version is to an old database. */
const newer = at('newer');
const step = (text) => {
  fs.mkdirSync(path.join(newer, 'schema'), { recursive: true });
  fs.writeFileSync(path.join(newer, 'schema/0999_later.sql'), text);
};
const copies = (data) => fs.readdirSync(data).filter((name) => /^before-upgrade-/.test(name));

for (const engine of ['SQLite', 'PostgreSQL']) {
  test(`an upgrade keeps what was before: ${engine}`, async () => {
    const data = at(`upgrade-${engine}`);
    const database = engine === 'PostgreSQL' ? postgres.url('upgrade') : null;
    const args = ['--data', data, ...(database ? ['--database', database] : [])];
    if (database) await postgres.create('upgrade');
    await program(['restore', at('first.db'), ...args]);
    assert.deepEqual(copies(data), [], 'a new database is no upgrade');
    step('CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY) STRICT;\nUPDATE organization SET name = \'muutettu\';\n');
    const serve = () => startServer({ data, database, args: ['--overlay', newer] });
    assert.deepEqual(await (await serve()).stop(), []);
    const [name, ...others] = copies(data);
    assert.match(name, /^before-upgrade-\d{4}-\d\d-\d\d-\d{6}\.db$/);
    assert.deepEqual(others, []);
    assert.equal(fs.statSync(path.join(data, name)).mode & 0o777, 0o600);
    assert.deepEqual(await (await serve()).stop(), []);
    assert.deepEqual(copies(data), [name], 'no upgrade, no copy');
    await refused(['migrate', ...args], /migrate\.newer/);
    const restored = at(`restored-${engine}`);
    await program(['restore', path.join(data, name), '--data', restored]); /* by the old program */
    await program(['backup', at(`restored-${engine}.db`), '--data', restored]);
    assert.equal(await rows(at(`restored-${engine}.db`)), await rows(at('first.db')));
  });

  test(`a copy that cannot be made leaves the database as it was: ${engine}`, async () => {
    const data = at(`stuck-${engine}`);
    const database = engine === 'PostgreSQL' ? postgres.url('stuck') : null;
    const args = ['--data', data, ...(database ? ['--database', database] : [])];
    if (database) await postgres.create('stuck');
    await program(['restore', at('first.db'), ...args]);
    step('CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY) STRICT;\n');
    /* the limit is under what the copy needs, over what the program writes otherwise */
    await assert.rejects(run('sh', ['-c', 'ulimit -f 64; trap "" XFSZ; exec "$0" "$@"', binary, 'serve', '--overlay', newer, '--listen', '127.0.0.1:0', ...args], { env: sanitized }), /yhdyspinta: /);
    assert.deepEqual(copies(data), []);
    await program(['migrate', ...args]); /* not newer: nothing was applied */
  });
}

test('a check of a database changes none that is in use', async () => {
  await postgres.create('checked');
  const args = ['check', '--database', postgres.url('checked')];
  assert.match(await program(args), /PostgreSQL: \d+ queries/); /* an empty one gets the schema */
  await program(['restore', at('first.db'), '--data', at('checked'), '--database', postgres.url('checked')]);
  step('CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY) STRICT;\n');
  await refused([...args, '--overlay', newer], /check\.older: .*\(1 steps/);
  assert.match(await program(args), /PostgreSQL: \d+ queries/);
  await postgres.query('checked', "UPDATE schema_view SET checksum = 'another'");
  await refused(args, /check\.older: .*\(0 steps/);
});

test('a step that fails leaves the database as it was, and the copy', async () => {
  const data = at('broken');
  await program(['restore', at('first.db'), '--data', data]);
  step('CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0)) STRICT;\nINSERT INTO later SELECT -id FROM person;\n');
  await assert.rejects(run(binary, ['serve', '--overlay', newer, '--listen', '127.0.0.1:0', '--data', data], { env: sanitized }), /0999_later\.sql.*CHECK/);
  assert.equal(copies(data).length, 1);
  await program(['migrate', '--data', data]);
  await program(['backup', at('broken.db'), '--data', data]);
  assert.equal(await rows(at('broken.db')), await rows(at('first.db')));
});
