/*
 * Rows in every table of a SQLite database, made from its own catalogue: texts with the characters that
 * copies get wrong, numbers at their limits, bytes of every value. What a table's checks refuse is tried
 * again with plainer values.
 */
import { run } from '../lib/process.mjs';

const ODD = "Čáhppes Ŋ ŧ ž 'yksi' \"kaksi\"\n\tkolme \\ $1 :nimi {4} 🌲 \u00a0";
const BYTES = Buffer.from(Array.from({ length: 256 }, (_, i) => i)).toString('hex');
const ROWS = 4;
const PLAIN = 3; /* rounds with chosen values; those after it draw lots which columns are empty */
const ROUNDS = 120;

const quote = (text) => `'${text.replaceAll("'", "''")}'`;
const sqlite = (file, text) => run('sqlite3', ['-batch', '-json', file], { input: text });
const rowsOf = async (file, text) => JSON.parse((await sqlite(file, text)) || '[]');

/* The values that a CHECK (column IN (…)) of the table's text allows. */
function allowed(sql, column) {
  const found = sql.match(new RegExp(`\\b${column} IN \\(([^)]*)\\)`));
  return found ? found[1].split(',').map((value) => value.trim()) : null;
}

let seed = 1;
const lot = (n) => Math.floor(((seed = (seed * 48271) % 2147483647) / 2147483647) * n);

/* A value of a column in row n; round 0 is the oddest, round 2 the plainest. */
function value({ column, table, parents, ids, n, round }) {
  if (round >= PLAIN && !column.notnull && !column.pk && lot(2)) return 'NULL';
  const list = allowed(table.sql, column.name);
  if (list) return list[(round < PLAIN ? n : lot(list.length)) % list.length];
  const known = ids.get(parents.get(column.name)) ?? [];
  if (parents.has(column.name) && !(round === 2 && !column.notnull)) return known[round < PLAIN ? n % known.length : lot(known.length)] ?? 'NULL';
  if (column.pk && column.type === 'INTEGER' && table.keys === 1) return String(1000 + n);
  if (!column.notnull && (round === 2 || n % 2)) return 'NULL';
  if (column.type === 'REAL') return ['0.1', '-1e300', '3.0', '12345678.9'][n % 4];
  if (column.type === 'BLOB') return n === 3 ? "x''" : `x'${BYTES.repeat(round === 0 ? 700 : 1)}'`;
  if (column.type === 'TEXT') return round === 0 ? quote(`${n} ${ODD}`) : quote(`${column.name} ${n}`);
  return round === 0 ? ['9007199254740993', '-9223372036854775807', '0', '42'][n % 4] : String(round < PLAIN ? n + 1 : lot(9) + 1);
}

/* Tables after those they refer to; a table made anew stands last in the catalogue. */
function inOrder(tables, references) {
  const done = [];
  const left = [...tables];
  while (left.length) {
    const free = left.findIndex((table) => references.get(table.name).every((row) => row.table === table.name || !left.some((other) => other.name === row.table)));
    done.push(...left.splice(Math.max(free, 0), 1));
  }
  return done;
}

/* Fills what is empty; gives the names of the tables that stayed so. */
export async function fill(file) {
  const tables = await rowsOf(file, "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT IN ('schema_step', 'schema_view', 'setting') AND substr(name, 1, 7) <> 'sqlite_' ORDER BY rowid;");
  const ids = new Map();
  const empty = [];
  const pointers = new Map();
  for (const table of tables) pointers.set(table.name, await rowsOf(file, `SELECT "from", "table" FROM pragma_foreign_key_list('${table.name}');`));
  for (const table of inOrder(tables, pointers)) {
    const columns = await rowsOf(file, `SELECT name, type, "notnull", pk FROM pragma_table_info('${table.name}');`);
    const parents = new Map(pointers.get(table.name).map((row) => [row.from, row.table]));
    table.keys = columns.filter((column) => column.pk).length;
    const count = async () => (await rowsOf(file, `SELECT count(*) AS n FROM "${table.name}";`))[0].n;
    for (const [from, to] of [[0, PLAIN], [PLAIN, ROUNDS]]) {
      if (await count()) break;
      let text = 'PRAGMA foreign_keys = ON;\n';
      for (let n = 0; n < ROWS; n += 1)
        for (let round = from; round < to; round += 1)
          text += `INSERT OR IGNORE INTO "${table.name}" VALUES (${columns.map((column) => value({ column, table, parents, ids, n, round })).join(', ')});\n`;
      await sqlite(file, text).catch(() => null); /* refused rows are expected */
    }
    const key = columns.find((column) => column.name === 'id');
    const made = await rowsOf(file, `SELECT ${key ? 'id' : 'rowid AS id'} FROM "${table.name}" LIMIT 50;`);
    ids.set(table.name, made.map((row) => String(row.id)));
    if (made.length === 0) empty.push(table.name);
  }
  return empty;
}
