/*
 * Tests in a browser. A test file calls
 *
 *   test('name', { fixture, as, writes, modes }, async (t) => { … })
 *
 * fixture   tests/data/NAME.sql or 'demo' (the default)
 * as        e-mail of who is signed in; nobody unless said
 * writes    true: the test gets data of its own
 * modes     ['js', 'plain'] unless said: once with JavaScript, once without; t.js tells which
 *
 * and run.mjs runs them. `t` is the class below: every page it opens is watched for script errors, refused
 * content and lost files, and every step ends with axe and the width check.
 */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { logs, root } from '../lib/paths.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const NARROW = 320; /* CSS pixels: a desktop at 400 % (WCAG 1.4.10) */
const TABS = 200;

export const tests = [];

export function test(name, options, run) {
  const given = typeof options === 'function' ? [{}, options] : [options, run];
  tests.push({ name, fixture: 'demo', as: null, writes: false, mail: false, ms: 60000, modes: ['js', 'plain'], ...given[0], run: given[1] });
}

export class Visit {
  constructor(browser, server, { js, as }) {
    Object.assign(this, { browser, server, js, as, wrong: [], contexts: [], pages: [], switches: new Map() });
  }

  /* A new window with cookies of its own, as `as` (an e-mail; null: nobody). */
  async window({ as = this.as, width = 1280, height = 900 } = {}) {
    const context = await this.browser.newContext({
      viewport: { width, height }, locale: 'fi-FI', baseURL: this.server.url,
      reducedMotion: 'reduce',
    });
    if (as) await context.addCookies([{ name: 'yp_test_as', value: as, url: this.server.url }]);
    context.setDefaultTimeout(10000);
    this.contexts.push(context);
    const page = await context.newPage();
    this.pages.push(page);
    this.watch(page);
    if (!this.js) await this.disableScripts(page);
    return page;
  }

  watch(page) {
    page.on('pageerror', (error) => this.wrong.push(`script error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.wrong.push(`console: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && !response.request().isNavigationRequest()) this.wrong.push(`${response.status()} for ${response.url()}`);
    });
  }

  /* Opens a path in a new window and judges the page. */
  async open(where, options = {}) {
    const page = await this.window(options);
    await page.goto(where);
    await this.judge(page);
    return page;
  }

  /* Does one thing and judges what it led to. */
  async step(page, act) {
    const value = await act(page);
    await page.waitForLoadState('load');
    await this.judge(page);
    return value;
  }

  /* axe without violations; no sideways scrolling at 320 CSS pixels. */
  async judge(page) {
    await this.axe(page);
    await this.narrow(page);
  }

  async axe(page) {
    const report = await this.scripted(page, () => new AxeBuilder({ page }).setLegacyMode().withTags(TAGS).analyze());
    for (const found of report.violations)
      this.wrong.push(`axe ${found.id} on ${page.url()}: ${found.help}\n${found.nodes.slice(0, 3).map((node) => `  ${node.target}: ${node.html.slice(0, 160)}`).join('\n')}`);
  }

  /*
   * Turns the page's scripts off. (Playwright's javaScriptEnabled: false cannot be lifted for a moment, and
   * axe waits for a timer that never fires without scripts.)
   */
  async disableScripts(page) {
    const session = await page.context().newCDPSession(page);
    this.switches.set(page, session);
    await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  }

  /* Lets the tests' own scripts run in a page that was read without its own; those stay unread. */
  async scripted(page, act) {
    const session = this.switches.get(page);
    await session?.send('Emulation.setScriptExecutionDisabled', { value: false });
    try {
      return await act();
    } finally {
      await session?.send('Emulation.setScriptExecutionDisabled', { value: true });
    }
  }

  async narrow(page) {
    const size = page.viewportSize();
    await page.setViewportSize({ width: NARROW, height: size.height });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > NARROW) {
      const widest = await page.evaluate((most) => [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > most + 1).slice(0, 3).map((e) => e.outerHTML.slice(0, 120)), NARROW);
      this.wrong.push(`${page.url()} is ${width} pixels wide at ${NARROW}:\n  ${widest.join('\n  ')}`);
    }
    await page.setViewportSize(size);
  }

  /* The accessible role and name of what has the focus, as the browser tells assistive technology. */
  async focused(page) {
    const session = await page.context().newCDPSession(page);
    try {
      const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement' });
      const { nodes } = await session.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false });
      return { role: nodes[0]?.role?.value ?? '', name: nodes[0]?.name?.value ?? '' };
    } finally {
      await session.detach();
    }
  }

  /* Presses Tab until what has the focus is called `name` (and is a `role`, when given). */
  async tabTo(page, name, role = null) {
    const passed = [];
    for (let i = 0; i < TABS; i += 1) {
      await page.keyboard.press('Tab');
      const at = await this.focused(page);
      passed.push(`${at.role} "${at.name}"`);
      if (at.name === name && (role === null || at.role === role)) return at;
    }
    throw new Error(`Tab does not reach "${name}"; it passed ${[...new Set(passed)].join(', ')}`);
  }

  /* Presses Tab until what has the focus matches. */
  async reach(page, selector) {
    for (let i = 0; i < TABS; i += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((what) => document.activeElement?.matches(what) ?? false, selector)) return;
    }
    throw new Error(`Tab does not reach ${selector} on ${page.url()}`);
  }

  /* Writes into a field, in the place of what it holds. */
  async write(page, name, text) {
    await this.reach(page, `[name="${name}"]`);
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
  }

  /* Presses a key and judges where it led; `goes`: it leads to another page. */
  async press(page, key, { goes = false } = {}) {
    if (goes) await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press(key)]);
    else await page.keyboard.press(key);
    await page.waitForLoadState('load');
    await this.judge(page);
  }

  async type(page, text) {
    await page.keyboard.type(text);
  }

  /* A picture of each window, for the one who reads the failure. */
  async pictures(name) {
    const files = [];
    for (const [i, page] of this.pages.entries()) {
      const file = path.join(logs, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}${i ? `-${i}` : ''}.png`);
      await page.screenshot({ path: file, fullPage: true }).then(() => files.push(path.relative(root, file)), () => {});
    }
    return files;
  }

  async close() {
    for (const context of this.contexts) await context.close();
  }
}
