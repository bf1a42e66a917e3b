/* The register as tables: what is exported is imported into an empty database and exported again, the same bytes. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startPostgres } from '../lib/postgres.mjs';
import { run, tempFolder } from '../lib/process.mjs';
import { databaseFile, program, startServer } from '../lib/server.mjs';

const KINDS = ['organizations', 'people', 'posts', 'groups', 'memberships', 'ties'];
const folder = tempFolder('exchange');
const at = (name) => path.join(folder, name);
let postgres;

/* Things that a table could lose: several parents and successors, other names, odd letters, ended and open days. */
const HARD = `
UPDATE organization SET description = 'Rivi "lainaus", pilkku;
toinen rivi', short_name = '=1+1' WHERE id = 1;
INSERT INTO organization_parent VALUES (101, 1, -1000000, 3000000), (101, 2, 18000, 18999), (102, 1, 18000, 3000000);
INSERT INTO organization_area SELECT 1, id FROM area WHERE code IN ('609', '684');
INSERT INTO alias (kind, object_id, name, name_fold) VALUES ('organization', 1, 'Pysty|viiva \\ keno', 'pysty|viiva'), ('group', 1, 'PRR', 'prr');
INSERT INTO succession (kind, from_id, to_id, day) VALUES ('organization', 13, 1, 18262), ('organization', 13, 2, 18262);
INSERT INTO post_holder (uid, post_id, person_id, from_day, to_day, from_precision, to_precision, created_at, modified_at) VALUES
  ('h1', 1, 1, 18687, 19000, 'season', 'day', 0, 0), ('h2', 1, 2, 19001, 3000000, 'day', 'unknown', 0, 0);
INSERT INTO tie (uid, kind, from_kind, from_id, to_kind, to_id, from_day, to_day, created_at, modified_at) VALUES
  ('t-post', 'reports_to', 'group', 1, 'post', 1, 18628, 19000, 0, 0), ('t-org', 'supports', 'organization', 1, 'group', 2, -1000000, 3000000, 0, 0);
UPDATE membership SET deputy_of_id = 1 WHERE id = 4;
UPDATE membership SET from_day = 18628, from_precision = 'year', to_day = 19357, to_precision = 'month' WHERE id = 5;
UPDATE person SET name = 'Čeavlái Áilu', email = 'ailu@esimerkki.fi', visibility = 'managers' WHERE id = 3;
UPDATE grp SET mandate = '* yksi
* kaksi', bulletin_duty_day = 18642 WHERE id = 1;`;

async function tables(args) {
  const out = [];
  for (const kind of KINDS) out.push(await program(['export', kind, ...args]));
  return out;
}

before(async () => {
  postgres = await startPostgres();
  const server = await startServer({ data: at('one'), args: ['--demo'] });
  assert.deepEqual(await server.stop(), []);
  await run('sqlite3', ['-bail', databaseFile(at('one'))], { input: HARD });
});

after(() => postgres.stop());

for (const engine of ['sqlite', 'postgresql'])
  test(`export, import into an empty database, export: the same bytes [${engine}]`, async () => {
    const first = await tables(['--data', at('one')]);
    const database = engine === 'postgresql' ? ['--database', postgres.url('empty')] : [];
    if (database.length) await postgres.create('empty');
    const args = ['--data', at(engine), ...database];
    for (const [i, kind] of KINDS.entries()) {
      fs.writeFileSync(at(`${kind}.csv`), first[i]);
      assert.match(await program(['import', kind, at(`${kind}.csv`), ...args]), /^\d+ new, 0 changed, 0 unchanged, 0 refused$/m);
    }
    assert.match(await program(['import', 'groups', at('groups.csv'), ...args, '--dry-run']), /^0 new, 0 changed, \d+ unchanged, 0 refused$/m);
    assert.deepEqual(await tables(args), first);
  });

test('a row that cannot be stored is named, and nothing is stored', async () => {
  fs.writeFileSync(at('bad.csv'), 'kind,name\nngo,Hyvä seura\nkerho,Huono seura\n');
  const error = await program(['import', 'organizations', at('bad.csv'), '--data', at('one')]).then(() => null, (failure) => failure);
  assert.match(error.message, /3: kind: /);
  assert.match(error.message, /nothing was stored/);
  assert.doesNotMatch(await program(['export', 'organizations', '--data', at('one')]), /Hyvä seura/);
});

test('a file that cannot be read is named, and why', async () => {
  const error = await program(['import', 'people', at('nowhere.csv'), '--data', at('one')]).then(() => null, (failure) => failure);
  assert.match(error.message, /nowhere\.csv: No such file/);
});

test('a file that is no table is told in words, and so are rows that are none', async () => {
  const said = async (text, ...more) => {
    fs.writeFileSync(at('odd.csv'), text);
    return (await program(['import', 'organizations', at('odd.csv'), '--data', at('one'), ...more]).then(() => ({ message: '' }), (failure) => failure)).message;
  };
  assert.match(await said('kind,colour\nngo,red\n'), /“colour”/);
  assert.match(await said('kind,"name\n', '--dry-run'), /row 1 has a quotation mark in the wrong place/);
  const faults = await said('kind,name\nngo\nkerho,Seura\nngo,"Seura\n', '--dry-run');
  assert.match(faults, /^2: Columns in the row: 1, in the header row: 2\.\n3: kind: .*\n4: A quotation mark is in the wrong place/m);
  assert.match(await said('kind,name\nngo\n', '--lang', 'fi'), /^2: Sarakkeita rivillä 1/m);
});
