/* Running programs: to the end with their output, or beside us until we stop. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/* Programs started here die with us, however we die. */
const WRAP = ['--pdeathsig', 'KILL'];
const folders = new Set();
const children = new Set();

/* A new folder under the system's temporary folder, removed when we end. */
export function tempFolder(word) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `yp-${word}-`));
  folders.add(folder);
  return folder;
}

export function removeFolder(folder) {
  folders.delete(folder);
  fs.rmSync(folder, { recursive: true, force: true });
}

process.on('exit', () => {
  children.forEach((child) => child.kill('SIGKILL'));
  folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/* Starts a program beside us; `as` are further words for setpriv (another user). */
export function start(command, args, { as = [], ...options } = {}) {
  const child = spawn('setpriv', [...as, ...WRAP, command, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  children.add(child);
  child.once('close', () => children.delete(child));
  return child;
}

/* Runs a program to its end without blocking; gives its output, or throws with what it said. */
export function run(command, args, { input = '', as = [], env = process.env, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn('setpriv', [...as, ...WRAP, command, ...args], { env, cwd });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (status === 0) resolve(out);
      else reject(new Error(`${command} ${args.join(' ')}: ${signal ?? `status ${status}`}\n${err}${out}`.trim()));
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
