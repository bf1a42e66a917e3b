/* The front page: what must hold of any page. */
import assert from 'node:assert/strict';
import { test } from './harness.mjs';

test('the front page has a language, a title, one main heading and one main part', async (t) => {
  const page = await t.open('/');
  assert.match(await page.locator('html').getAttribute('lang'), /^[a-z]{2,3}$/);
  assert.notEqual(await page.title(), '');
  assert.equal(await page.locator('h1').count(), 1);
  assert.equal(await page.locator('main').count(), 1);
});

test('the first stop of the keyboard leads to the main part', { modes: ['plain'] }, async (t) => {
  const page = await t.open('/');
  await page.keyboard.press('Tab');
  const target = await page.evaluate(() => document.querySelector(document.activeElement.getAttribute('href'))?.closest('main, [role=main]') !== null);
  assert.ok(target, 'the first link does not lead into main');
});
