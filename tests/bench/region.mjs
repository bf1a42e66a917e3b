/*
 * A region to measure: one meeting of 20 or 50 items, 20 people present, and around it as many others as asked for.
 * An item has a presenter, an outcome, a decision point and, every second one, a commitment; a full one has two
 * presenters, an outcome, three decision points, two statements and the commitment: about eight children.
 */

const many = (n, row) => Array.from({ length: n }, (_, i) => row(i + 1)).join(',\n');
const PEOPLE = 200;
const FIRST = ['Aino', 'Eero', 'Kaisa', 'Matti', 'Sanna', 'Veikko', 'Outi', 'Pekka', 'Liisa', 'Jaakko'];
const LAST = ['Virtanen', 'Korhonen', 'Mäkinen', 'Nieminen', 'Laine', 'Heikkinen', 'Koskinen', 'Järvinen', 'Lehtonen', 'Saarinen'];
const ORGS = ['Porin kaupunki', 'Rauman kaupunki', 'Ulvilan kaupunki', 'Kankaanpään kaupunki', 'Huittisten kaupunki'];
const LINE = 'Palvelurakenneryhmä käsitteli asian ja totesi, että kuntien ja kuntayhtymän yhteistyötä jatketaan. ';

/* One meeting with its items; ids begin after `id` so that meetings do not meet. */
function meeting(id, items, group, full) {
  const [presenters, points] = full ? [2, 3] : [1, 1];
  const base = id * 1000;
  const item = (n) => base + n;
  const parent = (n, each) => item(Math.ceil(n / each));
  const person = (n) => ((id * 7 + n) % PEOPLE) + 1;
  return `
INSERT INTO meeting (id, uid, grp_id, year, number, state, mode, lang, day, starts_at, new_first, created_at, modified_at)
  VALUES (${id}, 'm${id}', ${group}, 2021, ${id}, 'published', 'on_site', 'fi', ${18600 - (id % 300)}, ${(18600 - (id % 300)) * 86400000000}, ${-((18600 - (id % 300)) * 86400000000)}, 0, 0);
INSERT INTO item (id, uid, meeting_id, position, number, title, decision, state, origin, created_at, modified_at) VALUES
${many(items, (n) => `(${item(n)}, 'i${item(n)}', ${id}, ${n}, ${n}, 'Asiakohta ${n}: palvelurakenteen valmistelu', '${LINE}', 'handled', 'new', 0, 0)`)};
INSERT INTO item_presenter (item_id, person_id) VALUES
${many(items * presenters, (n) => `(${parent(n, presenters)}, ${person(n)})`)};
INSERT INTO item_outcome (item_id, outcome) VALUES
${many(items, (n) => `(${item(n)}, 'approved')`)};
INSERT INTO decision_point (id, item_id, position, body) VALUES
${many(items * points, (n) => `(${item(n)}, ${parent(n, points)}, ${((n - 1) % points) + 1}, '${LINE}')`)};
${full ? `INSERT INTO statement (id, uid, item_id, person_id, body, is_verbatim, is_quotable, created_at, modified_at) VALUES
${many(items * 2, (n) => `(${item(n)}, 's${item(n)}', ${parent(n, 2)}, ${person(n + 3)}, '${LINE}', 0, 1, 0, 0)`)};` : ''}
INSERT INTO commitment (id, uid, item_id, grp_id, organization_id, person_id, deed, due_day, state, state_at, created_at, modified_at) VALUES
${many(Math.ceil(items / 2), (n) => `(${item(n)}, 'c${item(n)}', ${item(n * 2 - 1)}, ${group}, ${(n % ORGS.length) + 1}, ${person(n)}, 'Toimittaa lausunnon ${n}', 18700, 'accepted', 0, 0, 0)`)};
INSERT INTO attendance (id, meeting_id, person_id, role, answer, presence) VALUES
${many(20, (n) => `(${base + n}, ${id}, ${person(n)}, 'member', 'yes', 'present')`)};
INSERT INTO journal (seq, part, at, actor_id, action, kind, object_id, about_kind, about_id, fields) VALUES
${many(3, (n) => `(${id * 3 + n - 3}, 0, 0, 1, 'meeting.edit', 'meeting', ${id}, 'meeting', ${id}, 'place')`)};`;
}

/* SQL for an empty database. Meeting 1 has `items` items; `others` more of ten items each, over ten groups each. */
export function region({ items = 20, others = 0, full = false } = {}) {
  const groups = Math.max(10, Math.ceil(others / 10));
  let text = `
INSERT INTO organization (id, uid, kind, name, name_sort, name_fold, lang, from_day, to_day, created_at, modified_at) VALUES
${many(ORGS.length, (n) => `(${n}, 'o${n}', 'municipality', '${ORGS[n - 1]}', '${ORGS[n - 1]}', '${ORGS[n - 1].toLowerCase()}', 'fi', -1000000, 3000000, 0, 0)`)};
INSERT INTO person (id, uid, name, name_sort, name_fold, title, organization_id, created_at, modified_at) VALUES
${many(PEOPLE, (n) => `(${n}, 'p${n}', '${FIRST[n % 10]} ${LAST[(n * 3) % 10]} ${n}', 'n${n}', 'n${n}', 'johtaja', ${(n % ORGS.length) + 1}, 0, 0)`)};
INSERT INTO account (id, person_id, email, is_admin, lang, state, created_at, modified_at) VALUES (1, 1, 'admin@esimerkki.fi', 1, 'fi', 'active', 0, 0);
INSERT INTO grp (id, uid, kind, name, name_sort, name_fold, lang, level, state, decides, prepares, from_day, to_day, visibility, created_at, modified_at) VALUES
${many(groups, (n) => `(${n}, 'g${n}', 'body', 'Palveluryhmä ${n}', 'n${n}', 'n${n}', 'fi', 'regional', 'active', 0, 1, -1000000, 3000000, 'public', 0, 0)`)};
INSERT INTO membership (id, uid, grp_id, person_id, role, on_behalf_of_id, from_day, to_day, created_at, modified_at) VALUES
${many(groups * 10, (n) => `(${n}, 's${n}', ${((n - 1) % groups) + 1}, ${(n % PEOPLE) + 1}, 'member', ${(n % ORGS.length) + 1}, 18000, 3000000, 0, 0)`)};`;
  text += meeting(1, items, 1, full);
  for (let n = 2; n <= others + 1; n += 1) text += meeting(n, 10, ((n - 1) % groups) + 1, full);
  return `${text}\nUPDATE journal_head SET seq = ${(others + 1) * 3};\n`;
}
