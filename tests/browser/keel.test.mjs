/*
 * The whole chain, by keyboard alone: the secretary opens the body's drafted next meeting with the matter that was carried
 * over, gives it a day, calls it, holds it, closes it, has the minutes checked and published, and publishes the bulletin,
 * which stands on the public page and in the feed and comes to a subscriber's mailbox.
 */
import assert from 'node:assert/strict';
import { test } from './harness.mjs';

const MATTER = 'Ankkuritoiminnan laajentaminen koko Satakuntaan';
const MAIN = 'main form .govuk-button:not(.govuk-button--secondary):not(.govuk-button--warning)';

async function press(t, page, selector) {
  await t.reach(page, selector);
  await t.press(page, 'Enter', { goes: true });
}

const next = (t, page) => press(t, page, '.yp-next .govuk-button');
const send = (t, page) => press(t, page, MAIN);

/* Follows the first link in the main part whose address is that. */
const follow = (t, page, path) => press(t, page, `main a[href="${path}"]`);

async function says(page, text) {
  const shown = await page.locator('main').innerText();
  assert.ok(shown.includes(text), `${page.url()} does not say "${text}": ${shown.slice(0, 400)}`);
}

/* Runs the outbox; gives the mails to an address. */
async function mailbox(t, page, address) {
  await page.request.post('/-/test/refresh', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, data: '' });
  return t.server.smtp.mails.filter((mail) => JSON.stringify(mail.to ?? mail.envelope ?? '').includes(address));
}

async function subscribe(t, address) {
  const page = await t.open('/subscribe?group=1', { as: null });
  await t.write(page, 'email', address);
  await send(t, page);
  const [asked] = await mailbox(t, page, address);
  assert.ok(asked, 'no mail asks to confirm the subscription');
  const link = asked.text.match(/\/subscribe\/[\w-]+/)[0];
  await page.goto(link);
  await t.judge(page);
  await send(t, page);
}

test('from a drafted meeting to a bulletin in a mailbox', { writes: true, mail: true, ms: 300000 }, async (t) => {
  await subscribe(t, 'lukija@example.com');

  const page = await t.open('/sign-in?back=/groups/1', { as: null });
  await t.reach(page, 'main form[action$="/practice"] button, main form button'); // the first practice role: the secretary
  await t.press(page, 'Enter', { goes: true });
  await says(page, 'Satasoten palvelurakenneryhmä');
  await next(t, page);
  await says(page, MATTER);
  const meeting = new URL(page.url()).pathname;

  await next(t, page);
  await t.write(page, 'starts_day', '31.2.2027');
  await t.write(page, 'starts_clock', '9.00');
  await t.write(page, 'ends_clock', '11.00');
  await t.write(page, 'place', 'Kokoushuone');
  await send(t, page);
  assert.equal(await page.locator('.govuk-error-summary').count(), 1, 'a day that does not exist is refused');
  assert.equal(await page.locator('[name=place]').inputValue(), 'Kokoushuone', 'what was typed stays');
  await t.write(page, 'starts_day', '1.3.2027');
  await send(t, page);

  await next(t, page); /* to the page that tells who is called */
  await send(t, page);
  const calls = await mailbox(t, page, 'puheenjohtaja@esimerkki.example');
  assert.equal(calls.length, 1, 'the chair is called once');
  assert.match(calls[0].text, /\/answer\/[\w-]+/);

  await next(t, page); /* its day has not come: whether it begins now is asked */
  await send(t, page);
  assert.equal(await page.locator('.govuk-error-summary').count(), 1, 'a meeting does not begin early by mistake');
  await t.reach(page, '[name=sure]');
  await page.keyboard.press('Space');
  await send(t, page);
  await press(t, page, `${MAIN}, main .yp-live__now .govuk-button`); /* the first item is taken up */
  const item = (await page.locator('main a[href$="/handling"]').first().getAttribute('href')).replace('/handling', '');

  await follow(t, page, `${meeting}/attendance`);
  for (const group of await page.locator('main input[type=radio][value=present]').evaluateAll((all) => all.map((one) => one.name))) {
    await t.reach(page, `[name="${group}"]`);
    await page.keyboard.press('Space');
  }
  await send(t, page);

  await page.goto(`${item}/handling`);
  await t.judge(page);
  await t.write(page, 'handling', 'Kunnat kertoivat valmiudestaan.');
  await t.reach(page, '[name=outcome][value=approved]');
  await page.keyboard.press('Space');
  await t.write(page, 'points', 'Toiminta laajennetaan koko Satakuntaan.');
  await t.reach(page, '[name=is_in_bulletin]');
  if (!(await page.locator('[name=is_in_bulletin]').isChecked())) await page.keyboard.press('Space');
  await send(t, page);

  await page.goto(`${item}/commitments/new`);
  await t.judge(page);
  await send(t, page);
  assert.equal(await page.locator('.govuk-error-summary').count(), 1, 'a commitment without doer and deed is refused');

  await page.goto(`${meeting}/live`);
  await t.judge(page);
  await follow(t, page, `${meeting}/close`);
  await send(t, page);

  await next(t, page); /* to the minutes */
  await send(t, page);
  await next(t, page);
  await says(page, 'Toiminta laajennetaan koko Satakuntaan.');
  await send(t, page); /* checked */
  await next(t, page); /* to the page that tells what is published */
  await send(t, page);

  await page.goto(`${meeting}/bulletin/new`);
  await t.judge(page);
  await send(t, page);
  const bulletin = new URL(page.url()).pathname.match(/^\/bulletins\/\d+/)[0];
  await page.goto(bulletin);
  await t.judge(page);
  for (let i = 0; i < 4 && (await page.locator('.yp-next .govuk-button').count()); i += 1) { /* checked, then published */
    await next(t, page);
    if (!(await page.locator('.yp-next').count()) && (await page.locator(MAIN).count())) await send(t, page);
  }

  const reader = await t.open(bulletin, { as: null });
  await says(reader, MATTER);
  const feed = await reader.request.get('/bulletins.atom');
  assert.equal(feed.status(), 200);
  assert.ok((await feed.text()).includes('Toiminta laajennetaan') || (await feed.text()).includes(MATTER), 'the feed has the bulletin');
  const letters = await mailbox(t, page, 'lukija@example.com');
  assert.equal(letters.length, 2, 'the confirmation and the bulletin');
  assert.match(letters[1].raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im, 'one press stops it');
});
