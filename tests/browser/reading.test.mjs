/* A bulletin of elsewhere, from its pasted text to the published record, by keyboard alone. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../lib/paths.mjs';
import { test } from './harness.mjs';

const TEXT = fs.readFileSync(path.join(root, 'tests/data/readings/lakeus.txt'), 'utf8');

async function press(t, page, selector) {
  await t.reach(page, selector);
  await t.press(page, 'Enter', { goes: true });
}

const says = async (page, text) => {
  const shown = await page.locator('main').innerText();
  assert.ok(shown.includes(text), `${page.url()} does not say "${text}": ${shown.slice(0, 400)}`);
};

test('a pasted bulletin becomes records', { writes: true, as: 'yllapito@esimerkki.example', ms: 180000 }, async (t) => {
  const page = await t.open('/bulletins/import');
  await t.write(page, 'text', TEXT);
  await press(t, page, 'main form .govuk-button');
  await says(page, 'Lakeuden yhteistyöryhmä sopi kotiutumisen pelisäännöistä');
  await says(page, 'Onko tämä lupaus');

  // what is doubtful has no answer yet, and storing waits for it
  await press(t, page, 'button[name=do][value=store]');
  await says(page, 'Nämä odottavat vielä sinua');
  await press(t, page, 'main .govuk-error-summary a');
  assert.match(page.url(), /#f\d+$/);

  // the doubtful promise is corrected, which accepts it
  await t.reach(page, '[id^=f] button[name=do]');
  await press(t, page, 'button[value="13"]');
  await says(page, 'Korjaa kohta');
  await t.write(page, 'body', 'Järjestää vertaisillan');
  await press(t, page, 'main form .govuk-button');
  await says(page, 'Järjestää vertaisillan');

  // one count is refused with the arrow keys
  await t.reach(page, '#y-16');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('#n-16').isChecked(), true);

  await press(t, page, 'button[name=do][value=store]');
  await says(page, '1 kohta jää pois');
  await press(t, page, 'main form .govuk-button');
  await says(page, 'Muualla julkaistu tiedote');
  await says(page, 'Yhteinen toimintatapa helpottaa arkea');

  const reader = await t.open(new URL(page.url()).pathname, { as: null });
  await says(reader, '7.3.2024');
  await press(t, reader, 'main .yp-facts a[href^="/meetings/"]');
  await says(reader, 'Tuovi Ketola');
  await says(reader, 'Järjestää vertaisillan');
});
