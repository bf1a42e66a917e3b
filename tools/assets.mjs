// node tools/assets.mjs OUTDIR: what the browser gets. Compiles the style sheet, and copies the scripts, the icon and robots.txt.
// GOV.UK Frontend's few classes that we use are put into one file, since a browser on a slow line should not have to
// fetch seven. Prints the size of each file as sent (brotli).
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { compile } from 'sass';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const COPIED = ['js/yhdyspinta.js', 'js/live.js', 'js/keep.js', 'js/order.js', 'js/suggest.js', 'icon.svg', 'robots.txt'];

const out = process.argv[2];
if (!out) {
  console.error('usage: node tools/assets.mjs OUTDIR');
  process.exit(2);
}

function style() {
  const { css } = compile(join(root, 'assets/css/yhdyspinta.scss'), {
    style: 'compressed',
    loadPaths: [modules],
    quietDeps: true,
  });
  return css;
}

// A module and all it imports, each once, what is imported first. The modules here name what they give as they call it
// inside ("export { X }", never "as"), so that leaving out the import and export lines joins them.
async function joined(file, done = new Set()) {
  if (done.has(file)) return '';
  done.add(file);
  const text = await readFile(file, 'utf8');
  let before = '';
  for (const [, names, from] of text.matchAll(/^import \{([^}]*)\} from '([^']+)';$/gm)) {
    if (/\sas\s/.test(names)) throw new Error(`${file}: renames what it imports`);
    before += await joined(from.startsWith('.') ? resolve(dirname(file), from) : join(modules, from), done);
  }
  const own = text
    .replace(/^import .*;$/gm, '')
    .replace(/^export \{[^}]*\};$/gm, '')
    .replace(/^\/\/# sourceMappingURL=.*$/gm, '')
    .replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, '')
    .replace(/^\s*\n/gm, '');
  return before + own;
}

async function put(name, text) {
  await writeFile(join(out, name), text);
  console.log(`${String(brotliCompressSync(text).length).padStart(6)}  ${name}`);
}

await mkdir(out, { recursive: true });
await put('yhdyspinta.css', style());
const govuk = await joined(join(root, 'assets/js/govuk.js'));
await put('govuk.js', govuk);
await import(`data:text/javascript,${encodeURIComponent(govuk)}`); // fails when the joined file is no sound module
for (const name of COPIED) {
  const bytes = await readFile(join(root, 'assets', name));
  await put(name.replace('js/', ''), bytes);
}

// For the build: a stamp, and what it depends on.
const [stamp, depfile] = process.argv.slice(3);
if (stamp && depfile) {
  const { readdir } = await import('node:fs/promises');
  const files = (await readdir(join(root, 'assets'), { recursive: true })).map((name) => join(root, 'assets', name));
  await writeFile(depfile, `${stamp}: ${join(root, 'package-lock.json')} ${join(root, 'assets')} ${files.join(' ')}\n`);
  await writeFile(stamp, '');
}
