/*
 * Runs tests/http/*.case on both engines and prints TAP. Options: --engine NAME, --only TEXT (part of a
 * file's name).
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '../lib/client.mjs';
import { engines, Fixtures } from '../lib/fixture.mjs';
import { option } from '../lib/options.mjs';
import { root } from '../lib/paths.mjs';
import { Tap } from '../lib/tap.mjs';
import { parseCases } from './cases.mjs';
import { runStep } from './step.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const tap = new Tap();
const fixtures = new Fixtures();

const usesMail = (section) => section.steps.some((step) => step.expect?.some(([word, text]) => word === 'mail' || / from mail /.test(text)));
/* A server that was only read, in the present, is as good as a new one. */
const writes = (section) => section.steps.some((step) => (step.kind === 'request' ? !['GET', 'HEAD', 'OPTIONS'].includes(step.method) : step.pairs.some(([name]) => name === 'now' || name === 'smtp')));

async function runSection(section, engine) {
  const wants = { mail: usesMail(section), args: section.args ? section.args.split(/\s+/) : [] };
  const server = await fixtures.take(engine, section.fixture, wants);
  const clients = new Map();
  const context = {
    server, as: 'nobody', now: null, kept: new Map(),
    client(who) {
      if (!clients.has(who)) clients.set(who, new Client(server.url));
      return clients.get(who);
    },
  };
  let failed = false;
  for (const step of section.steps) {
    if (step.kind === 'settings') {
      for (const [name, value] of step.pairs) context[name] = value;
      if (server.smtp) server.smtp.refuse = ['busy', 'never'].includes(context.smtp) ? context.smtp : null;
      continue;
    }
    const name = `${path.relative(root, step.where)} ${step.method} ${step.path} [${engine}]`;
    const wrong = await runStep(step, context).catch((error) => [error.stack]);
    failed ||= wrong.length > 0;
    tap.result(name, wrong);
  }
  clients.forEach((client) => client.close());
  fixtures.give(server, { dirty: failed || writes(section) });
}

async function runEngine(engine, files) {
  for (const file of files) {
    let sections = [];
    try {
      sections = parseCases(file);
    } catch (error) {
      tap.fail(`${path.relative(root, file)} [${engine}]`, error.message);
    }
    for (const section of sections)
      await runSection(section, engine).catch((error) => tap.fail(`${path.relative(root, section.where)} db: ${section.fixture} [${engine}]`, error));
  }
}

const only = option('only', '');
const files = fs.readdirSync(here).filter((name) => name.endsWith('.case') && name.includes(only)).sort().map((name) => path.join(here, name));
const chosen = engines.filter((engine) => engine.includes(option('engine', '')));
if (files.length === 0) tap.skip('cases', 'no case file yet');
await Promise.all(chosen.map((engine) => runEngine(engine, files)));
const ends = await fixtures.close();
if (ends.length) tap.result(`${ends.length} servers ended cleanly`, ends.flat());
tap.end();
