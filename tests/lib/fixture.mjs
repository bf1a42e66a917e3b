/*
 * Servers over known data. Each fixture (tests/data/NAME.sql, or `demo`) is made once for each engine and
 * copied for every server, so a case never sees what another wrote.
 */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { startPostgres } from './postgres.mjs';
import { run, tempFolder } from './process.mjs';
import { databaseFile, program, startServer } from './server.mjs';
import { startSmtp } from './smtp.mjs';

export const engines = ['sqlite', 'postgresql'];

/* The text of tests/data/NAME.sql; a line `-- include: OTHER.sql` stands for that file. */
export function fixtureText(name) {
  const text = fs.readFileSync(path.join(root, 'tests/data', `${name}.sql`), 'utf8');
  return text.replace(/^-- include: ([\w-]+)\.sql$/gm, (line, other) => fixtureText(other));
}

/* Arguments of a server over a fixture. */
const argsFor = (fixture) => (fixture === 'demo' ? ['--demo'] : []);

export class Fixtures {
  constructor() {
    this.folder = tempFolder('data');
    this.made = new Map(); /* engine/fixture -> promise of its template */
    this.idle = new Map(); /* engine/fixture -> servers that nobody wrote to */
    this.servers = new Set();
    this.ends = []; /* promises of what was wrong with stopped servers */
    this.copies = 0;
    this.postgres = null;
  }

  cluster() {
    return (this.postgres ??= startPostgres());
  }

  /* A copy of a fixture: { data, database }, with no server on it. */
  async copy(engine, fixture) {
    const template = await this.template(engine, fixture);
    this.copies += 1;
    const data = path.join(this.folder, `copy-${this.copies}`);
    fs.cpSync(template.data, data, { recursive: true });
    if (engine === 'sqlite') return { data, database: null };
    const cluster = await this.cluster();
    const name = `copy_${this.copies}`;
    await cluster.create(name, template.name);
    return { data, database: cluster.url(name), name };
  }

  template(engine, fixture) {
    const key = `${engine}/${fixture}`;
    if (!this.made.has(key)) this.made.set(key, this.make(engine, fixture));
    return this.made.get(key);
  }

  async make(engine, fixture) {
    const data = path.join(this.folder, `${engine}-${fixture}`);
    fs.mkdirSync(data);
    const name = `fixture_${fixture}`;
    const cluster = engine === 'postgresql' ? await this.cluster() : null;
    await cluster?.create(name);
    const database = cluster?.url(name) ?? null;
    if (fixture === 'demo') {
      const server = await startServer({ data, database, args: argsFor(fixture), name: 'demo' });
      const wrong = await server.stop();
      if (wrong.length) throw new Error(wrong.join('\n'));
    } else {
      const text = fixtureText(fixture);
      await program(['migrate', '--data', data, ...(database ? ['--database', database] : [])]);
      if (cluster) await cluster.script(name, text);
      else await run('sqlite3', ['-bail', '-batch', databaseFile(data)], { input: `PRAGMA foreign_keys = ON;\nBEGIN;\n${text}\n;COMMIT;\n` });
    }
    return { data, name };
  }

  /* A server over a fixture that nobody has written to. `mail`: with a mail server of its own. */
  async take(engine, fixture, { mail = false, args = [] } = {}) {
    const key = `${engine}/${fixture}/${mail}/${args.join(' ')}`;
    const ready = this.idle.get(key)?.pop();
    if (ready) return ready;
    const copy = await this.copy(engine, fixture);
    const smtp = mail ? await startSmtp() : null;
    const server = await startServer({
      ...copy, name: `${engine}-${fixture}`, args: [...argsFor(fixture), ...(smtp ? ['--smtp', smtp.url] : []), ...args],
    });
    Object.assign(server, { key, engine, fixture, smtp, name: copy.name });
    server.query = (text) => this.query(server, text);
    this.servers.add(server);
    return server;
  }

  /* Gives a server back; one that was written to is stopped and its data forgotten. */
  give(server, { dirty }) {
    if (!dirty) {
      this.idle.set(server.key, [...(this.idle.get(server.key) ?? []), server]);
      return;
    }
    this.servers.delete(server);
    this.ends.push(this.retire(server));
  }

  async retire(server) {
    const wrong = await server.stop();
    await server.smtp?.stop();
    fs.rmSync(server.data, { recursive: true, force: true });
    if (server.name) await (await this.cluster()).drop(server.name);
    return wrong;
  }

  /* One statement's rows on a server's database, as arrays of texts. */
  async query(server, text) {
    const out = server.name
      ? await (await this.cluster()).query(server.name, text)
      : await run('sqlite3', ['-batch', '-noheader', '-readonly', '-separator', '|', databaseFile(server.data)], { input: `.timeout 5000\n${text};\n` });
    return out.split('\n').filter((line) => line !== '').map((line) => line.split('|'));
  }

  /* Stops everything; gives what was wrong with how the servers ended, one list a server. */
  async close() {
    for (const server of this.servers) this.ends.push(this.retire(server));
    this.servers.clear();
    const ends = await Promise.all(this.ends);
    if (this.postgres) await (await this.postgres).stop();
    return ends;
  }
}
