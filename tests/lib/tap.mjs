/* Results as TAP, and their sums in the form `node --test` prints them. */

export class Tap {
  constructor() {
    this.n = 0;
    this.counts = { pass: 0, fail: 0, skipped: 0 };
    process.stdout.write('TAP version 13\n');
  }

  line(word, name, rest = '') {
    this.n += 1;
    process.stdout.write(`${word} ${this.n} - ${name.replaceAll('#', '\\#')}${rest}\n`);
  }

  pass(name) {
    this.counts.pass += 1;
    this.line('ok', name);
  }

  /* reason: a text or an error, shown as comment lines */
  fail(name, reason) {
    this.counts.fail += 1;
    this.line('not ok', name);
    const text = reason instanceof Error ? reason.stack : String(reason);
    process.stdout.write(`${text.split('\n').map((line) => `#   ${line}`).join('\n')}\n`);
  }

  skip(name, reason) {
    this.counts.skipped += 1;
    this.line('ok', name, ` # SKIP ${reason}`);
  }

  result(name, reasons) {
    if (reasons.length) this.fail(name, reasons.join('\n'));
    else this.pass(name);
  }

  /* Prints the sums and sets the exit status. */
  end() {
    const { pass, fail, skipped } = this.counts;
    process.stdout.write(`1..${this.n}\n# tests ${this.n}\n# pass ${pass}\n# fail ${fail}\n# skipped ${skipped}\n`);
    process.exitCode = fail ? 1 : 0;
  }
}
