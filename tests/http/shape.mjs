/*
 * The shape of the published API: the names, nesting and types of each address's JSON stand in a .shape file
 * beside its question (api/v1/groups/one.sql: api/v1/groups/one.shape; Popolo: api/v1/popolo.shape), and what
 * both engines answer over the fixtures below must be just that. `--update` records names that were added; a name
 * that went, or came to be of another type, breaks somebody's program: `--update` refuses it unless `--break` is
 * said too.
 *
 * A line of a shape is a path and its types: `data[].name: text`, `links.next: null or text`. A text named day or
 * …_day is a day (2021-01-15), one named …_at a moment (2021-01-15T09:00:00Z).
 */
import fs from 'node:fs';
import path from 'node:path';
import { Client } from '../lib/client.mjs';
import { engines, Fixtures } from '../lib/fixture.mjs';
import { flag, option } from '../lib/options.mjs';
import { root } from '../lib/paths.mjs';
import { program } from '../lib/server.mjs';
import { Tap } from '../lib/tap.mjs';

/* Between them every list has a row and every name a value; `shape` has more rows than one reply holds. */
const FIXTURES = ['demo', 'shape'];
const AS = 'yllapito@esimerkki.example';
/* What an address must be asked to have rows, by fixture. */
const ASKED = { '/api/v1/search': { demo: '?q=kokous', shape: '?q=asia' } };
const REPLIES_MAX = 8, ONES_MAX = 20;

/* Addresses under /api/v1/: { route, file of the shape }. */
async function addresses() {
  const routes = (await program(['routes', '--tsv'])).split('\n').map((line) => line.split('\t'));
  return routes.filter(([, route]) => route?.startsWith('/api/v1/')).map(([, route, , file]) => ({
    route, file: file.endsWith('.sql') ? file.replace(/\.sql$/, '.shape') : `api/v1/${file}.shape`,
  }));
}

function typeOf(name, value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'whole number' : 'number';
  if (typeof value !== 'string') return { boolean: 'yes or no', object: 'object' }[typeof value];
  if (/^(.*_)?day$/.test(name) && /^\d{4}-\d\d-\d\d$/.test(value)) return 'day';
  return name.endsWith('_at') && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) ? 'moment' : 'text';
}

/* Notes the types of a value and of what it holds: shape is a Map of path -> Set of types. */
function look(shape, where, name, value) {
  const types = shape.get(where) ?? shape.set(where, new Set()).get(where);
  types.add(typeOf(name, value));
  if (Array.isArray(value)) value.forEach((one) => look(shape, `${where}[]`, name, one));
  else if (value !== null && typeof value === 'object') for (const [key, inner] of Object.entries(value)) look(shape, `${where}.${key}`, key, inner);
}

/* A number that is whole in one row and not in another is a number. */
function typesAsText(types) {
  const all = new Set(types);
  if (all.has('number')) all.delete('whole number');
  return [...all].sort().join(' or ');
}

const asLines = (shape) => [...shape].filter(([where]) => where !== '')
  .map(([where, types]) => `${where.slice(1)}: ${typesAsText(types)}`).sort();

async function get(client, where) {
  const reply = await client.request('GET', where, { headers: { accept: 'application/json' } });
  if (reply.status !== 200) throw new Error(`${where}: ${reply.status}`);
  return JSON.parse(reply.text);
}

/* Every reply of a list, page after page. */
async function replies(client, where) {
  const found = [];
  for (let next = where; next && found.length < REPLIES_MAX;) {
    const reply = await get(client, next);
    found.push(reply);
    next = reply.links?.next?.replace(/^https?:\/\/[^/]+/, '') ?? null;
  }
  return found;
}

/* The first ones and the last ones. */
const spread = (all) => (all.length <= ONES_MAX ? all : [...all.slice(0, ONES_MAX / 2), ...all.slice(-ONES_MAX / 2)]);

/* The shapes of all addresses over one fixture are added to shapes: route -> Map. */
async function readFixture(client, fixture, all, shapes) {
  for (const { route } of all) {
    const hole = route.match(/\/\{\w+:(id|code)\}$/);
    const list = await replies(client, route.slice(0, hole?.index) + (ASKED[route]?.[fixture] ?? ''));
    const bodies = [];
    if (hole) for (const one of spread(list.flatMap((reply) => reply.data))) bodies.push(await get(client, `${route.slice(0, hole.index)}/${hole[1] === 'code' ? one.path_code : one.id}`));
    else bodies.push(...list);
    bodies.forEach((body) => look(shapes.get(route), '', '', body));
  }
}

async function readEngine(fixtures, engine, all) {
  const shapes = new Map(all.map(({ route }) => [route, new Map()]));
  for (const fixture of FIXTURES) {
    const server = await fixtures.take(engine, fixture);
    const client = new Client(server.url);
    await client.request('POST', '/-/test/refresh', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' });
    client.cookies.set('yp_test_as', AS);
    await readFixture(client, fixture, all, shapes).finally(() => {
      client.close();
      fixtures.give(server, { dirty: false });
    });
  }
  return new Map([...shapes].map(([route, shape]) => [route, asLines(shape)]));
}

const recorded = (file) => (fs.existsSync(path.join(root, file)) ? fs.readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n').filter((line) => line !== '') : []);
const walk = (folder) => fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? walk(path.join(folder, entry.name)) : [path.join(folder, entry.name)]));
const nameOf = (line) => line.slice(0, line.indexOf(': '));

/* What differs, in words; `breaks`: whether a name went or changed its type. */
function compare(was, is) {
  const before = new Map(was.map((line) => [nameOf(line), line]));
  const now = new Map(is.map((line) => [nameOf(line), line]));
  const gone = was.filter((line) => !now.has(nameOf(line))).map((line) => `gone: ${line}`);
  const other = is.filter((line) => before.has(nameOf(line)) && before.get(nameOf(line)) !== line).map((line) => `was ${before.get(nameOf(line))}, is ${line}`);
  const added = is.filter((line) => !before.has(nameOf(line))).map((line) => `added: ${line}`);
  return { reasons: [...gone, ...other, ...added], breaks: gone.length + other.length > 0 };
}

/* A name that is nowhere filled has no type to hold it to, and an empty list no names. */
const unfilled = (lines) => lines.filter((line) => line.endsWith(': null') || (line.endsWith(': list') && !lines.some((other) => other.startsWith(`${nameOf(line)}[]`))))
  .map((line) => `no fixture fills ${nameOf(line)}: add to tests/data/shape.sql`);

function update(tap, all, shapes) {
  for (const { route, file } of all) {
    const { reasons, breaks } = compare(recorded(file), shapes.get(route));
    if (breaks && !flag('break')) tap.fail(file, [...reasons, 'a breaking change: not recorded without --break'].join('\n'));
    else fs.writeFileSync(path.join(root, file), `${shapes.get(route).join('\n')}\n`);
    process.stdout.write(reasons.map((reason) => `# ${file}: ${reason}\n`).join(''));
  }
  tap.pass('shapes written');
}

function hold(tap, all, shapes, engine) {
  for (const { route, file } of all) tap.result(`${route} is as ${file} says [${engine}]`, [...compare(recorded(file), shapes.get(route)).reasons, ...unfilled(shapes.get(route))]);
}

const tap = new Tap();
const fixtures = new Fixtures();
const all = await addresses();
const chosen = flag('update') ? ['sqlite'] : engines.filter((engine) => engine.includes(option('engine', '')));
await Promise.all(chosen.map(async (engine) => {
  try {
    const shapes = await readEngine(fixtures, engine, all);
    (flag('update') ? update : hold)(tap, all, shapes, engine);
  } catch (error) {
    tap.fail(`shapes [${engine}]`, error);
  }
}));
const files = new Set(all.map(({ file }) => path.join(root, file)));
const orphans = walk(path.join(root, 'api')).filter((file) => file.endsWith('.shape') && !files.has(file));
tap.result('each .shape has its address', orphans.map((file) => path.relative(root, file)));
tap.result('servers ended cleanly', (await fixtures.close()).flat());
tap.end();
