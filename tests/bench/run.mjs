/* Runs the benchmarks named, or all, one after another; prints a figure a line. */
import fs from 'node:fs';
import os from 'node:os';
import { ends } from './bench.mjs';

const all = ['page', 'scale', 'streams', 'writes', 'start', 'wire', 'search', 'suggest', 'pairs'];
const wanted = process.argv.slice(2);
const cpu = fs.readFileSync('/proc/cpuinfo', 'utf8').match(/model name\s*: (.*)/)?.[1] ?? os.arch();
process.stdout.write(`# ${cpu}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GB, Linux ${os.release()}; load before: ${os.loadavg()[0].toFixed(1)}\n`);
for (const name of all.filter((each) => !wanted.length || wanted.includes(each))) {
  try {
    await (await import(`./${name}.mjs`)).default();
  } catch (error) {
    process.stdout.write(`${name}: ${error.stack}\n`);
    process.exitCode = 1;
  }
  for (const end of ends.splice(0).reverse()) await end();
}
