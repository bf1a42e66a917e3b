/* Both engines find the same records in the same order. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { engines, Fixtures } from '../lib/fixture.mjs';
import { root } from '../lib/paths.mjs';

const fixtures = new Fixtures();
after(() => fixtures.close());

const ASKED = ['hanke', 'hankkeiden tilannekatsaus', '”sosiaali- ja terveysministeriö”', 'kokous -hanke', 'satasote', 'keskus', 'Anna', 'työ', 'kunta',
  'Porin kaupunki', 'ankkuri', 'yhteistyö järjestöt', '15.1.2021', '§ 1', '2021', 'kommun', 'project', 'ikäihmiset', 'perhekeskus', 'päihde'];
const VIEWERS = ['yllapito@esimerkki.example', 'jasen@esimerkki.example', null];

/* The second column of the list of pairs: base forms of the field's words, one of each. */
const words = () => [...new Set(fs.readFileSync(path.join(root, 'tests/data/words.tsv'), 'utf8').split('\n')
  .filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t')[1]))].filter((_, i) => i % 5 === 0);

/* Every hit of a question, page after page: its address and what stands of it. */
async function hits(client, q) {
  const found = [];
  let where = `/api/v1/search?q=${encodeURIComponent(q)}`;
  while (where) {
    const reply = await client.request('GET', where, { headers: { accept: 'application/json' } });
    assert.equal(reply.status, 200, where);
    const { data, links } = JSON.parse(reply.text);
    found.push(...data.map((hit) => `${hit.path} ${hit.lang} ${hit.title}: ${hit.excerpt_html ?? ''}`));
    where = links.next;
  }
  return found;
}

test('the same hits in the same order', { timeout: 300000 }, async () => {
  const servers = await Promise.all(engines.map((engine) => fixtures.take(engine, 'demo')));
  const refresh = (server) => new Client(server.url).request('POST', '/-/test/refresh', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' });
  await Promise.all(servers.map(refresh));
  let n = 0;
  for (const viewer of VIEWERS) {
    const clients = servers.map((server) => new Client(server.url));
    for (const client of clients) if (viewer) client.cookies.set('yp_test_as', viewer);
    for (const q of [...ASKED, ...words()]) {
      const [one, other] = await Promise.all(clients.map((client) => hits(client, q)));
      assert.deepEqual(other, one, `${q}, asked by ${viewer ?? 'nobody'}`);
      n += one.length;
    }
    clients.forEach((client) => client.close());
  }
  assert.ok(n > 500, `only ${n} hits in all`);
  servers.forEach((server) => fixtures.give(server, { dirty: false }));
});
