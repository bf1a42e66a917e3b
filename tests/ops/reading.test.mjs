/* Bulletins of others brought into an empty region, gone through as a person would, and what the register then knows. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { gold, missing, texts } from '../lib/bulletins.mjs';
import { Client } from '../lib/client.mjs';
import { engines, Fixtures } from '../lib/fixture.mjs';
import { program } from '../lib/server.mjs';

const fixtures = new Fixtures();
after(() => fixtures.close());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/* One who answers for findings: what is doubtful only because a year or a claim is, is accepted; what has no doer is not. */
class Reviewer {
  constructor(server) {
    this.client = new Client(server.url);
    this.client.cookies.set('yp_test_as', 'yllapito@esimerkki.fi');
  }

  async post(where, fields, wanted = 303) {
    const reply = await this.client.request('POST', where, { headers: FORM, body: new URLSearchParams(fields).toString() });
    assert.equal(reply.status, wanted, `${where}: ${reply.text.slice(0, 300)}`);
    return reply.headers.get('location');
  }

  async page(where) {
    const reply = await this.client.request('GET', where, { headers: { accept: 'application/json' } });
    assert.equal(reply.status, 200, where);
    return JSON.parse(reply.text);
  }

  findings = async (id) => (await this.page(`/bulletins/import/${id}`)).finding;

  async correct(id, finding, fields) {
    const { form } = await this.page(`/bulletins/import/${id}/findings/${finding}`);
    const held = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== null));
    const day = form.day === null ? {} : { day: String(form.day).slice(0, 10) };
    await this.post(`/bulletins/import/${id}/findings/${finding}`, { ...held, ...day, ...fields });
  }

  async add(id, kind, fields) {
    const where = await this.post(`/bulletins/import/${id}/new`, { kind });
    await this.correct(id, where.match(/\d+$/)[0], fields);
  }

  async store(id) {
    const answers = {};
    for (const one of await this.findings(id))
      answers[`answer_${one.id}`] = one.doubt === 'doer' || one.doubt === 'promise' ? 'refused' : 'accepted';
    await this.post(`/bulletins/import/${id}`, { ...answers, do: 'store' });
    return this.post(`/bulletins/import/${id}/store`, {});
  }
}

const annotations = () => fs.readdirSync(gold).filter((name) => name.endsWith('.gold.json')).sort()
  .map((name) => JSON.parse(fs.readFileSync(path.join(gold, name), 'utf8')));

for (const engine of engines)
  test(`five bulletins in an empty region [${engine}]`, { skip: missing, timeout: 180000 }, async () => {
    const server = await fixtures.take(engine, 'fresh');
    const reviewer = new Reviewer(server);
    const files = annotations().map((one) => path.join(texts, one.source_file));
    const database = server.database ? ['--database', server.database] : [];
    const told = (await program(['import', 'bulletin', '--json', '--data', server.data, ...database, ...files])).trim().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(told.map((one) => one.is_new), files.map(() => true));
    const ids = told.map((one) => one.path.match(/\d+$/)[0]);
    assert.deepEqual(await fixtures.query(server, 'SELECT COUNT(*) FROM person'), [['1']], 'nothing is stored before a person accepts it');

    /* The body that one of them calls by its last word only; and the forum, whose holder the text leaves to its reader. */
    const short = (await reviewer.findings(ids[0])).find((one) => one.kind === 'group' && one.as_read === 'johtoryhmä');
    await reviewer.correct(ids[0], short.id, { name: 'Satasoten johtoryhmä' });
    await reviewer.add(ids[4], 'group', { name: 'Lapin Soteuttamo', word: 'network' });
    const own = (await reviewer.findings(ids[4])).find((one) => one.kind === 'bulletin');
    await reviewer.correct(ids[4], own.id, { tied_to: 'Lapin Soteuttamo' });
    for (const id of ids) await reviewer.store(id);

    const all = annotations();
    const column = async (text) => (await fixtures.query(server, text)).map(([one]) => one).sort();
    const names = (list) => [...new Set(list)].sort();
    assert.deepEqual(await column("SELECT name FROM person WHERE uid <> 'p1'"), names(all.flatMap((one) => one.persons.map((person) => person.name))));
    const bodies = names(all.flatMap((one) => one.bodies)).filter((name) => name.startsWith('Satasoten'));
    assert.deepEqual(await column("SELECT name FROM grp WHERE kind = 'body'"), bodies);
    const days = names(all.flatMap((one) => one.dates_event ?? [one.date_event]));
    assert.deepEqual(names(await column('SELECT day FROM meeting')), names(days.map((day) => String(Date.parse(day) / 86400000))));
    assert.deepEqual(await column('SELECT p.name FROM statement s JOIN person p ON p.id = s.person_id'), all.flatMap((one) => one.quotes.map((quote) => quote.speaker)).sort());
    assert.deepEqual(await column("SELECT p.name || ', ' || g.name FROM membership m JOIN person p ON p.id = m.person_id JOIN grp g ON g.id = m.grp_id WHERE m.role = 'chair'"),
      ['Anna-Liisa Koivisto, Satasoten palvelurakenneryhmä', 'Kaarina Ranne, Satasoten johtoryhmä']);
    assert.deepEqual(await column('SELECT s.name FROM bulletin b JOIN source s ON s.id = b.source_id'), all.map((one) => one.title).sort());
    /* Every record knows its bulletin and sentence. */
    for (const [kind, table] of [['person', "person WHERE uid <> 'p1'"], ['group', 'grp WHERE 1 = 1'], ['organization', 'organization WHERE 1 = 1'], ['meeting', 'meeting WHERE 1 = 1'], ['statement', 'statement WHERE 1 = 1'], ['membership', 'membership WHERE 1 = 1'], ['item', 'item WHERE 1 = 1']])
      assert.deepEqual(await column(`SELECT id FROM ${table} AND id NOT IN (SELECT object_id FROM evidence WHERE kind = '${kind}')`),
        [], kind);

    /* Again, whole: nothing changes. */
    const counts = "SELECT (SELECT COUNT(*) FROM reading), (SELECT COUNT(*) FROM finding), (SELECT COUNT(*) FROM journal WHERE action NOT LIKE 'gap.%')";
    const before = await fixtures.query(server, counts);
    const again = (await program(['import', 'bulletin', '--json', '--data', server.data, ...database, ...files])).trim().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(again.map((one) => one.is_new), files.map(() => false));
    assert.deepEqual(await fixtures.query(server, counts), before);
    reviewer.client.close?.();
    fixtures.give(server, { dirty: true });
  });
