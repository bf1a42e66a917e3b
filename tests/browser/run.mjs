/*
 * Runs tests/browser/*.test.mjs in Debian's Chromium on both engines and prints TAP. Options:
 * --engine NAME, --only TEXT (part of a file's or test's name).
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { engines, Fixtures } from '../lib/fixture.mjs';
import { option } from '../lib/options.mjs';
import { logs } from '../lib/paths.mjs';
import { Tap } from '../lib/tap.mjs';
import { tests, Visit } from './harness.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
/* No sandbox: it needs rights a container seldom has. The rest keeps the browser from calling its maker. */
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

const tap = new Tap();
const fixtures = new Fixtures();

async function within(ms, promise) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function runOne(browser, engine, one, mode) {
  const name = `${one.name} [${engine}, ${mode === 'js' ? 'JavaScript' : 'no JavaScript'}]`;
  const server = await fixtures.take(engine, one.fixture, one.mail ? { mail: true, args: ['--url', 'http://yhdyspinta.esimerkki.fi'] } : {});
  const visit = new Visit(browser, server, { js: mode === 'js', as: one.as });
  await within(one.ms, one.run(visit)).catch((error) => visit.wrong.push(error.stack));
  if (visit.wrong.length) visit.wrong.push(...await visit.pictures(name));
  await visit.close();
  tap.result(name, visit.wrong);
  fixtures.give(server, { dirty: one.writes || visit.wrong.length > 0 });
}

const only = option('only', '');
for (const file of fs.readdirSync(here).filter((name) => name.endsWith('.test.mjs')).sort()) {
  const before = tests.length;
  await import(pathToFileURL(path.join(here, file)).href);
  for (const one of tests.slice(before)) one.name = `${file.replace('.test.mjs', '')}: ${one.name}`;
}
fs.mkdirSync(logs, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
await Promise.all(engines.filter((engine) => engine.includes(option('engine', ''))).map(async (engine) => {
  for (const one of tests.filter((each) => each.name.includes(only)))
    for (const mode of one.modes)
      await runOne(browser, engine, one, mode).catch((error) => tap.fail(`${one.name} [${engine}, ${mode}]`, error));
}));
await browser.close();
tap.result('servers ended cleanly', (await fixtures.close()).flat());
tap.end();
