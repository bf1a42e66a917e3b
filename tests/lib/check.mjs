/* `yhdyspinta check` on both engines, and the committed schema/audit.txt against what `audit` says; TAP. */
import fs from 'node:fs';
import path from 'node:path';
import { startPostgres } from './postgres.mjs';
import { root } from './paths.mjs';
import { program } from './server.mjs';
import { Tap } from './tap.mjs';

const tap = new Tap();

async function item(name, act) {
  try {
    const said = await act();
    process.stdout.write(said ?? '');
    tap.pass(name);
  } catch (error) {
    tap.fail(name, error.message);
  }
}

await item('pages and statements [sqlite]', () => program(['check']));
await item('pages and statements [postgresql]', async () => {
  const cluster = await startPostgres();
  try {
    await cluster.create('pages');
    return await program(['check', '--database', cluster.url('pages')]);
  } finally {
    await cluster.stop();
  }
});
await item('schema/audit.txt is what `audit` says', async () => {
  const file = path.join(root, 'schema/audit.txt');
  const committed = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  if (await program(['audit']) !== committed) throw new Error('it differs: run ./dev audit and read the difference');
});
tap.end();
