/*
 * A private PostgreSQL cluster in a temporary folder: reached by a unix socket only, nothing flushed.
 * The program connects as `yp`, which is no superuser and is a member of the page role `yp_page`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { removeFolder, run, sleep, start, tempFolder } from './process.mjs';

const SETTINGS = {
  listen_addresses: '', shared_buffers: '64MB', max_connections: '200', fsync: 'off',
  synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off', log_min_messages: 'fatal',
};

/* An explicit id in a fixture leaves its sequence behind; this brings all of them up. */
const SEQUENCES = `DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT c.oid::regclass AS seq, t.oid::regclass AS tab, a.attname AS col
             FROM pg_class c JOIN pg_depend d ON d.objid = c.oid AND d.deptype IN ('a', 'i')
             JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
            WHERE c.relkind = 'S' LOOP
    EXECUTE format('SELECT setval(%L, coalesce((SELECT max(%I) FROM %s), 0) + 1, false)', r.seq, r.col, r.tab);
  END LOOP; END $$;`;

function programs() {
  const base = '/usr/lib/postgresql';
  const versions = fs.existsSync(base) ? fs.readdirSync(base).filter((name) => fs.existsSync(`${base}/${name}/bin/initdb`)) : [];
  if (versions.length === 0) throw new Error('PostgreSQL is not installed');
  return path.join(base, versions.sort((a, b) => b - a)[0], 'bin');
}

/* PostgreSQL refuses to run as root. */
function asUser(folder) {
  if (process.getuid() !== 0) return [];
  const [uid, gid] = fs.readFileSync('/etc/passwd', 'utf8').match(/^postgres:[^:]*:(\d+):(\d+)/m).slice(1).map(Number);
  fs.chownSync(folder, uid, gid);
  return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
}

/* settings: what is to differ from SETTINGS. */
export async function startPostgres(other = {}) {
  const folder = tempFolder('pg');
  const bin = programs();
  const as = asUser(folder);
  const data = path.join(folder, 'data');
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  await run(`${bin}/initdb`, ['-D', data, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'], { as, env, cwd: folder });
  const settings = Object.entries({ ...SETTINGS, ...other }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let said = '';
  const begin = () => {
    const child = start(`${bin}/postgres`, ['-D', data, '-k', folder, ...settings], { as, env, cwd: folder });
    child.stderr.on('data', (text) => (said += text));
    child.stdout.resume();
    return child;
  };
  let server = begin();

  const psql = (database, text, user = 'owner') =>
    run(`${bin}/psql`, ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', folder, '-U', user, '-d', database, '-f', '-'], { input: text });
  const ready = async () => {
    for (let left = 200; !(await psql('postgres', 'SELECT 1').catch(() => null)); left -= 1) {
      if (left === 0 || server.exitCode !== null) throw new Error(`PostgreSQL does not start:\n${said}`);
      await sleep(50);
    }
  };
  const end = async (signal) => {
    const ended = new Promise((resolve) => server.once('close', resolve));
    server.kill(signal);
    await ended;
  };
  await ready();
  await psql('postgres', 'CREATE ROLE yp LOGIN; CREATE ROLE yp_page NOLOGIN; GRANT yp_page TO yp;');

  return {
    url: (name) => `postgresql://yp@/${name}?host=${encodeURIComponent(folder)}`,
    create: (name, template = 'template1') => psql('postgres', `CREATE DATABASE ${name} OWNER yp TEMPLATE ${template};`),
    drop: (name) => psql('postgres', `DROP DATABASE IF EXISTS ${name} WITH (FORCE);`),
    /* Runs a script in one transaction as the program's user. */
    script: (name, text) => psql(name, `BEGIN;\n${text}\n;COMMIT;\n${SEQUENCES}`, 'yp'),
    /* One statement's rows as lines, columns parted by `|`. */
    query: (name, text) => psql(name, `${text};`),
    /* The cluster ends every connection and goes away; and comes back. */
    halt: () => end('SIGINT'),
    async resume() {
      server = begin();
      await ready();
    },
    async stop() {
      if (server.exitCode === null && server.signalCode === null) await end('SIGQUIT');
      removeFolder(folder);
    },
  };
}
