/* The program under test: started on a free port, watched, stopped, and judged by how it ended. */
import fs from 'node:fs';
import path from 'node:path';
import { binary, logs, root } from './paths.mjs';
import { run, start } from './process.mjs';

const READY = /^yhdyspinta: listening on (http:\/\/\S+)/m;
const REPORT = /ERROR: (Address|Leak)Sanitizer|WARNING: ThreadSanitizer|runtime error: |Assertion .* failed/;
const START_MS = 60000;
const STOP_MS = 20000;
let started = 0;

/* The environment in which sanitizers say all they know and end the program with a status of their own. */
export const sanitized = {
  ...process.env,
  ASAN_OPTIONS: 'exitcode=99:detect_leaks=1:detect_stack_use_after_return=1',
  LSAN_OPTIONS: `suppressions=${path.join(root, 'tests/lib/lsan.supp')}:print_suppressions=0`,
  UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1:exitcode=99',
  TSAN_OPTIONS: `exitcode=99:second_deadlock_stack=1:suppressions=${path.join(root, 'tests/lib/tsan.supp')}`,
};

/* Name of the SQLite database in a data folder. */
export const databaseFile = (data) => path.join(data, 'yhdyspinta.db');

/* Runs the program to its end. */
export const program = (args) => run(binary, args, { env: sanitized });

/*
 * Starts `serve --test` and waits until it listens.
 *
 * data      its data folder
 * database  a postgresql:// address, or nothing for SQLite in the data folder
 * args      further arguments
 * env       its environment
 * gives     { url, pid, data, database, log(), stop() }; stop() gives the list of what was wrong with
 *           how it ended (empty when all is well) and may be called again
 */
export async function startServer({ data, database = null, args = [], name = 'server', env = sanitized }) {
  started += 1;
  const file = path.join(logs, `${name}-${process.pid}-${started}.log`);
  fs.mkdirSync(logs, { recursive: true });
  const words = ['serve', '--test', '--data', data, '--listen', '127.0.0.1:0', ...(database ? ['--database', database] : []), ...args];
  const child = start(binary, words, { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise((resolve) => {
    child.once('close', (status, signal) => resolve(signal ?? status));
    child.once('error', (error) => resolve(error.message));
  });

  const problems = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill('SIGTERM');
    const status = await ended;
    clearTimeout(timer);
    const wrong = [];
    if (status !== 0) wrong.push(`the server ended with ${status}`);
    if (REPORT.test(said)) wrong.push('the server reported a mistake');
    if (wrong.length) {
      fs.writeFileSync(file, said);
      const report = said.search(REPORT);
      const lines = (report < 0 ? said : said.slice(report)).trimEnd().split('\n');
      wrong.push(`log: ${path.relative(root, file)}`, ...(report < 0 ? lines.slice(-60) : lines.slice(0, 60)));
    }
    return wrong;
  };
  let stopping = null;
  const server = { data, database, pid: child.pid, log: () => said, stop: () => (stopping ??= problems()) };

  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not listening after ${START_MS} ms:\n${said}`)), START_MS);
    child.stdout.on('data', () => {
      const found = said.match(READY);
      if (found) resolve(found[1]);
      if (found) clearTimeout(timer);
    });
    ended.then((status) => {
      clearTimeout(timer);
      reject(new Error(`${binary} ${words.join(' ')} ended with ${status}:\n${said}`));
    });
  });
  return Object.assign(server, { url });
}
