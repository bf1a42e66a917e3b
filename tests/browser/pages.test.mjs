/* What the chain of keel.test.mjs does not pass: records and lists, forms, and forms that were refused. */
import assert from 'node:assert/strict';
import { test } from './harness.mjs';

const SECRETARY = 'sihteeri@esimerkki.example';
const ADMINISTRATOR = 'yllapito@esimerkki.example';

/* One window for all: each is read and judged. */
async function walk(t, paths) {
  const page = await t.window();
  for (const path of paths) {
    const answer = await page.goto(path);
    assert.equal(answer.status(), 200, path);
    await t.judge(page);
    const levels = await page.locator('main :is(h1, h2, h3, h4, h5)').evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
    assert.equal(levels.filter((level) => level === 1).length, 1, `${path}: one main heading`);
    for (const [i, level] of levels.entries()) assert.ok(!i || level <= levels[i - 1] + 1, `${path}: heading ${i + 1} skips a level: ${levels}`);
  }
}

test('what anybody reads', { modes: ['plain'] }, async (t) => {
  await walk(t, ['/groups/1', '/meetings/1', '/bulletins/1', '/organizations/1', '/areas/609', '/commitments']);
});

test('what a secretary works with', { as: SECRETARY, modes: ['plain'] }, async (t) => {
  await walk(t, ['/me', '/groups/20/edit', '/meetings/102/agenda', '/meetings/102/attendance', '/items/104']);
});

test('what an administrator works with', { as: ADMINISTRATOR, modes: ['plain'] }, async (t) => {
  await walk(t, ['/admin', '/admin/people/1', '/admin/import']);
});

/* Sent empty: the title says so, the summary has the focus, its links lead to the fields in their order, each mistake is tied to its field. */
test('forms that were refused', { as: ADMINISTRATOR, modes: ['js'] }, async (t) => {
  const page = await t.window();
  for (const path of ['/items/104/commitments/new', '/items/104/votes/new', '/admin/people/new']) {
    await page.goto(path);
    await Promise.all([page.waitForEvent('framenavigated'), page.locator('main form[method=post] button[type=submit]').first().click()]);
    await page.waitForLoadState('load');
    await t.judge(page);
    assert.match(await page.title(), /^Virhe: /, path);
    assert.ok(await page.evaluate(() => document.activeElement.matches('.govuk-error-summary')), `${path}: the summary has the focus`);
    const tops = await page.locator('.govuk-error-summary a').evaluateAll((all) => all.map((one) => document.getElementById(one.hash.slice(1))?.getBoundingClientRect().top ?? -1e6));
    assert.ok(tops.length && tops.every((top, i) => top > -1e6 && (!i || top >= tops[i - 1])), `${path}: links to the fields in order: ${tops}`);
    const loose = await page.locator('main .govuk-error-message[id]').evaluateAll((all) => all.filter((one) => !document.querySelector(`[aria-describedby~="${one.id}"]`)).map((one) => one.id));
    assert.deepEqual(loose, [], `${path}: mistakes tied to no field`);
  }
});
