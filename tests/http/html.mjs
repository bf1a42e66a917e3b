/* Validity of HTML, by html-validate and tests/html-validate.json; each text is judged once. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { root } from '../lib/paths.mjs';

const MOST = 8;
const { rules, extends: base, elements } = JSON.parse(fs.readFileSync(path.join(root, 'tests/html-validate.json'), 'utf8'));
const validator = new HtmlValidate(new StaticConfigLoader({ root: true, extends: base, elements, rules }));
const judged = new Map();

/* What is wrong with a page, each as "line:column rule: what, by the source". */
export async function invalidHtml(text) {
  const key = createHash('sha256').update(text).digest('base64');
  if (!judged.has(key)) {
    const report = await validator.validateString(text);
    const messages = report.results.flatMap((result) => result.messages).filter((message) => message.severity === 2);
    const lines = text.split('\n');
    judged.set(key, messages.slice(0, MOST).map((m) => `HTML ${m.line}:${m.column} ${m.ruleId}: ${m.message} | ${lines[m.line - 1]?.trim().slice(0, 100)}`));
  }
  return judged.get(key);
}
