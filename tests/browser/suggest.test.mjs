/* Suggestions under the search field: by keyboard, by mouse, on a slow line; without scripts the form alone. */
import assert from 'node:assert/strict';
import { test } from './harness.mjs';

const FIELD = '#seek';
const OPTIONS = '#seek-list [role=option]';

async function ready(t, path = '/') {
  const page = await t.open(path, { as: null });
  await page.request.post('/-/test/refresh', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, data: '' });
  await page.locator(`${FIELD}[role=combobox]`).waitFor();
  return page;
}

const said = (page) => page.locator('#live-status').innerText();
const attribute = (page, name, field = FIELD) => page.locator(field).getAttribute(name);

test('by keyboard', { modes: ['js'] }, async (t) => {
  const page = await ready(t);
  await page.locator('.yp-nav__link').last().focus();
  await page.keyboard.press('Tab');
  assert.equal((await t.focused(page)).role, 'combobox');
  assert.equal(await attribute(page, 'aria-expanded'), 'false');
  await t.type(page, 'pori');
  await page.locator(OPTIONS).first().waitFor();
  await t.judge(page); /* with the list open */
  const names = await page.locator(OPTIONS).allInnerTexts();
  assert.ok(names.length > 1 && names.length <= 8, names.join());
  assert.ok(names.some((name) => /Porin kaupunki\s+Organisaatio/.test(name)), names.join());
  assert.match(await page.locator('#live-status').textContent(), new RegExp(`^Ehdotuksia: ${names.length}$`));
  assert.equal(await attribute(page, 'aria-expanded'), 'true');
  assert.equal(await attribute(page, 'aria-activedescendant'), null, 'nothing is chosen by itself');

  await page.keyboard.press('ArrowDown');
  const first = await attribute(page, 'aria-activedescendant');
  assert.equal(await page.locator(`#${first}`).getAttribute('aria-selected'), 'true');
  assert.equal((await t.focused(page)).role, 'combobox', 'the focus stays in the field');
  await t.judge(page);
  await page.keyboard.press('ArrowUp');
  assert.equal(await attribute(page, 'aria-activedescendant'), null, 'back in the field');
  await page.keyboard.press('ArrowUp');
  assert.notEqual(await attribute(page, 'aria-activedescendant'), first, 'round to the last');

  await page.keyboard.press('Escape');
  assert.equal(await attribute(page, 'aria-expanded'), 'false');
  assert.equal(await page.inputValue(FIELD), 'pori', 'Escape only closes');
  await page.keyboard.press('ArrowDown');
  await page.locator(OPTIONS).first().waitFor();
  await page.keyboard.press('ArrowDown');
  const where = await page.locator('[aria-selected=true]').getAttribute('href');
  await t.press(page, 'Enter', { goes: true });
  assert.equal(new URL(page.url()).pathname, where);
});

test('Enter without a chosen one searches', { modes: ['js'] }, async (t) => {
  const page = await ready(t);
  await page.focus(FIELD);
  await t.type(page, 'pori');
  await page.locator(OPTIONS).first().waitFor();
  await t.press(page, 'Enter', { goes: true });
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/search?q=pori');
});

test('on the search page, by mouse and on a narrow screen', { modes: ['js'] }, async (t) => {
  const page = await ready(t, '/search');
  await page.setViewportSize({ width: 320, height: 640 });
  for (const field of [FIELD, '#filter-q']) {
    await page.focus(field);
    await t.type(page, 'sata');
    const one = page.locator(`${field}-list [role=option]`).first();
    await one.waitFor();
    const box = await page.locator(`${field}-list`).boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 320, `${field}: ${JSON.stringify(box)}`);
    const at = await page.locator(field).boundingBox();
    assert.ok(Math.abs(box.y - at.y - at.height) < 16, `${field}: the list hangs below it`);
    await t.judge(page);
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(`${field}-list`).isVisible(), false, 'leaving closes');
  }
  await page.focus('#filter-q');
  await page.keyboard.press('ArrowDown');
  const one = page.locator('#filter-q-list [role=option]').first();
  await one.waitFor();
  const where = await one.getAttribute('href');
  await Promise.all([page.waitForEvent('framenavigated'), one.click()]);
  assert.equal(new URL(page.url()).pathname, where);
});

test('the last question counts, and a failure shows nothing', { modes: ['js'] }, async (t) => {
  const page = await ready(t);
  const asked = [];
  await page.route('**/search/suggest?*', async (route) => {
    const q = new URL(route.request().url()).searchParams.get('q');
    asked.push(q);
    if (q === 'ro') await new Promise((done) => { setTimeout(done, 1500); });
    if (q === 'katko') await route.abort();
    else await route.continue().catch(() => {});
  });
  await page.focus(FIELD);
  await t.type(page, 'r');
  await page.waitForTimeout(400);
  assert.deepEqual(asked, [], 'one letter asks nothing');
  await t.type(page, 'o');
  await page.waitForTimeout(400);
  await t.type(page, 'vaniemen');
  await page.locator(OPTIONS).first().waitFor();
  const names = await page.locator(OPTIONS).allInnerTexts();
  await page.waitForTimeout(1500);
  assert.deepEqual(await page.locator(OPTIONS).allInnerTexts(), names, 'what comes late is left out');
  assert.deepEqual(asked, ['ro', 'rovaniemen'], 'what is typed fast is asked once');
  await page.fill(FIELD, 'katko');
  await page.locator(OPTIONS).first().waitFor({ state: 'detached' });
  assert.equal(await attribute(page, 'aria-expanded'), 'false');
  assert.equal(await said(page), '');
});

test('the form without scripts', { modes: ['plain'] }, async (t) => {
  const page = await t.open('/', { as: null });
  assert.equal(await attribute(page, 'role'), null);
  await page.focus(FIELD);
  await t.type(page, 'pori');
  await t.press(page, 'Enter', { goes: true });
  assert.equal(new URL(page.url()).search, '?q=pori');
});
