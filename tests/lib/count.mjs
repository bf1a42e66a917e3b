/* Prints the sums of a `meson test` run: `node count.mjs BUILD/meson-logs/testlog.json`. */
import fs from 'node:fs';

/* A program that failed without naming a failed test (a crash, a leak) is one failure. */
function sums(result) {
  const lines = (result.stdout ?? '').split('\n');
  const skipped = lines.filter((line) => /^(not )?ok \d+ .*# SKIP/.test(line)).length;
  const failed = lines.filter((line) => /^not ok \d+/.test(line) && !/# SKIP/.test(line)).length;
  const passed = lines.filter((line) => /^ok \d+/.test(line) && !/# SKIP/.test(line)).length;
  const fine = result.result === 'OK' || result.result === 'SKIP';
  return { passed: passed + (fine && passed + failed + skipped === 0 ? 1 : 0), failed: failed || (fine ? 0 : 1), skipped };
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n').filter((text) => text !== '')) {
  const result = JSON.parse(line);
  const one = sums(result);
  for (const word of Object.keys(total)) total[word] += one[word];
  if (one.failed) process.stdout.write(`${result.name}: ${result.result}\n${result.stdout ?? ''}\n${result.stderr ?? ''}\n`);
}
process.stdout.write(`# pass ${total.passed}\n# fail ${total.failed}\n# skipped ${total.skipped}\n`);
