/* One step of a case: sends the request and says what did not hold. */
import fs from 'node:fs';
import path from 'node:path';
import { hiddenFields, multipart, visibleText } from '../lib/client.mjs';
import { root } from '../lib/paths.mjs';
import { totp } from '../lib/totp.mjs';
import { unquote } from './cases.mjs';
import { invalidHtml } from './html.mjs';

const TYPES = { '.pdf': 'application/pdf', '.png': 'image/png', '.jpg': 'image/jpeg', '.html': 'text/html', '.csv': 'text/csv', '.ics': 'text/calendar', '.json': 'application/json', '.txt': 'text/plain' };
const FORM = 'application/x-www-form-urlencoded';

// A day counted from today in Finland, as Finns write it.
const dayFrom = (steps) => new Intl.DateTimeFormat('fi-FI', { timeZone: 'Europe/Helsinki' }).format(Date.now() + steps * 86_400_000);

// The clock of the requests: what was set, in winter time, or the present.
const clockOf = (now) => (now ? Date.parse(`${now}+02:00`) : Date.now());

const fill = (text, { kept, now }) => text
  .replace(/\{today([+-]\d+)?\}/g, (all, steps) => dayFrom(Number(steps ?? 0)))
  .replace(/\{totp ([a-z_]\w*)([+-]\d)?\}/gi, (all, name, steps) => (kept.has(name) ? totp(kept.get(name), Number(steps ?? 0), clockOf(now)) : all))
  .replace(/\{([a-z_]\w*)\}/gi, (all, name) => kept.get(name) ?? all);
const isHtml = (reply) => /^text\/html\b/.test(reply.headers.get('content-type') ?? '');

function encode(fields) {
  return new URLSearchParams(fields).toString();
}

function readFile(value) {
  const file = path.join(root, value.slice(1));
  return { name: path.basename(file), type: TYPES[path.extname(file)] ?? 'application/octet-stream', bytes: fs.readFileSync(file) };
}

/* The hidden fields of the form a browser would have shown; a page without a form is looked for them too. */
async function formFields(client, from, action, headers) {
  for (const page of from === action ? [from, '/', '/sign-in'] : [from]) {
    const reply = await client.request('GET', page, { headers });
    const fields = isHtml(reply) ? hiddenFields(reply.text, action) : [];
    if (fields.length) return fields;
  }
  return [];
}

/* Sends a POST as a browser would: the form first, then its hidden fields and these. */
export async function post(client, target, fields, { headers = {}, form = target } = {}) {
  const hidden = form === 'none' ? [] : await formFields(client, form, target, headers);
  const all = [...hidden, ...fields.map(([name, value]) => [name, value.startsWith('@') ? readFile(value) : value])];
  const files = all.some(([, value]) => typeof value === 'object');
  const sent = files ? multipart(all) : { type: FORM, body: encode(all) };
  return client.request('POST', target, { headers: { ...headers, 'content-type': sent.type }, body: sent.body });
}

async function send(step, context) {
  const words = step.words.map(([name, value]) => [name, fill(value, context)]);
  const one = (name) => words.find(([word]) => word === name)?.[1];
  const who = one('as') ?? context.as;
  const client = context.client(who);
  const headers = {};
  if (who !== 'nobody') client.cookies.set('yp_test_as', who);
  if (context.now) client.cookies.set('yp_test_now', context.now);
  else client.cookies.delete('yp_test_now');
  for (const [name, value] of words.filter(([word]) => word === 'header').map(([, text]) => text.match(/^(\S+)\s*(.*)$/).slice(1)))
    headers[name.toLowerCase()] = value;
  const target = fill(step.path, context);
  const fields = step.fields.map(([name, value]) => [fill(name, context), fill(value, context)]);
  const body = one('body');
  if (body !== undefined) return client.request(step.method, target, { headers, body });
  if (step.method === 'POST') return post(client, target, fields, { headers, form: one('form') ?? target });
  if (!fields.length) return client.request(step.method, target, { headers });
  return client.request(step.method, `${target}${target.includes('?') ? '&' : '?'}${encode(fields)}`, { headers });
}

/* `<= 6` or `6` */
function compare(text, value, what) {
  const [, most, number] = text.match(/^(<=)?\s*(\d+)$/);
  if (value === undefined || value === null) return `${what} is not known`;
  return (most ? Number(value) <= Number(number) : Number(value) === Number(number)) ? null : `${what} is ${value}, wanted ${text}`;
}

function shown(reply) {
  return isHtml(reply) ? visibleText(reply.text) : reply.text;
}

function jsonAt(reply, where) {
  return where.split(/[.[\]]+/).filter((word) => word !== '').reduce((value, word) => value?.[word], JSON.parse(reply.text));
}

function literal(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const CHECKS = {
  status: (want, { reply }) => (reply.status === Number(want) ? null : `status ${reply.status}, wanted ${want}`),
  contains: (want, { reply }) => (reply.text.includes(want) || shown(reply).includes(want) ? null : `does not contain: ${want}`),
  absent: (want, { reply }) => (reply.text.includes(want) || shown(reply).includes(want) ? `contains: ${want}` : null),
  matches: (want, { reply }) => (new RegExp(want, 's').test(reply.text) ? null : `does not match: ${want}`),
  queries: (want, { reply }) => compare(want, reply.headers.get('x-queries'), 'number of statements'),
  size: (want, { reply }) => compare(want, reply.body.length, 'size'),
  count(want, { reply }) {
    const [, number, text] = want.match(/^(\d+) (.+)$/s);
    return compare(number, reply.text.split(text).length - 1, `number of "${text}"`);
  },
  header(want, { reply }) {
    const [, not, name, text] = want.match(/^(!?)(\S+)\s*(.*)$/);
    const value = reply.headers.get(name.toLowerCase());
    if (not) return value === undefined ? null : `header ${name} is there: ${value}`;
    return value?.includes(text) ? null : `header ${name} is ${value}, wanted ${text}`;
  },
  location(want, { reply, server }) {
    const value = (reply.headers.get('location') ?? 'none').replace(server.url, '');
    return value === want ? null : `location ${value}, wanted ${want}`;
  },
  async journal(want, { server, before }) {
    /* The worker's jobs run when they like; what they do counts only where it is asked for. */
    const others = ['gap.refresh', 'commitment.remind', 'minutes.erase'].filter((job) => !want.startsWith(job));
    const rows = await server.query(`SELECT action, count(*) FROM journal WHERE seq > ${before} AND action NOT IN ('${others.join("', '")}') GROUP BY action`);
    const said = rows.map(([action, n]) => `${action} ${n}`).join(', ') || 'none';
    if (want === 'none') return rows.length ? `journal: ${said}, wanted none` : null;
    const [action, number] = want.split(/\s+/);
    return compare(number ?? '1', rows.find(([name]) => name === action)?.[1] ?? 0, `journal (${said}): ${action}`);
  },
  async mail(want, context) {
    const mails = context.newMails;
    const said = mails.map((mail) => `to=${mail.to} subject=${mail.subject}`).join('; ') || 'none';
    if (want === 'none') return mails.length ? `mail: ${said}, wanted none` : null;
    const tests = [...want.matchAll(/(to|subject|contains|from|absent)=(.*?)(?=\s+(?:to|subject|contains|from|absent)=|$)/gs)];
    const whole = (mail) => [mail.subject, mail.text, mail.html, ...mail.attachments.map(({ content }) => content.toString('utf8'))].join('\n').replace(/\r\n /g, '');
    const fits = (mail) => tests.every(([, name, text]) => name === 'absent' || { to: mail.to.includes(text), from: mail.from === text, subject: mail.subject.includes(text), contains: whole(mail).includes(text) }[name]);
    const fitting = mails.filter(fits);
    if (want.startsWith('none ')) return fitting.length ? `mail: ${said}, wanted ${want}` : null;
    if (!fitting.length) return `no mail ${want}; came: ${said}`;
    const absent = tests.filter(([, name]) => name === 'absent').map(([, , text]) => text);
    const told = fitting.find((mail) => absent.some((text) => whole(mail).includes(text)));
    return told ? `mail to=${told.to} subject=${told.subject} holds what it may not: ${whole(told).slice(0, 600)}` : null;
  },
  json(want, { reply }) {
    const [, where, text] = want.match(/^(.*?)\s*=\s*(.*)$/s);
    const value = jsonAt(reply, where);
    return JSON.stringify(value) === JSON.stringify(literal(text)) ? null : `${where} is ${JSON.stringify(value)}, wanted ${text}`;
  },
  keys(want, { reply }) {
    const [, where, names] = want.match(/^(.*?)\s*=\s*(.*)$/s);
    const known = new Set(names.split(/\s+/));
    const value = jsonAt(reply, where);
    const objects = Array.isArray(value) ? value : [value];
    const strange = [...new Set(objects.flatMap((object) => Object.keys(object ?? {})).filter((name) => !known.has(name)))];
    if (!objects.length) return `${where} is empty`;
    return strange.length ? `${where} has other properties: ${strange.join(' ')}` : null;
  },
  async sql(want, { server }) {
    const [, text, value] = want.match(/^(.*)\s=\s(.*?)$/s);
    const got = (await server.query(text))[0]?.join('|') ?? '';
    return got === value ? null : `${text} gives ${got}, wanted ${value}`;
  },
  save(want, { reply, kept, newMails, server }) {
    const [, name, source, header, pattern] = want.match(/^(\w+) from (location|body|mail|header (\S+)) (.+)$/s);
    const text = { location: (reply.headers.get('location') ?? '').replace(server.url, ''), body: reply.text, mail: newMails.map((mail) => `${mail.subject}\n${mail.text}`).join('\n') }[source] ?? reply.headers.get(header?.toLowerCase()) ?? '';
    const found = text.match(new RegExp(pattern, 's'));
    if (!found) return `save ${name}: nothing matches ${pattern}`;
    kept.set(name, found[1] ?? found[0]);
    return null;
  },
};

/* What holds of every reply. */
async function always({ reply, step }) {
  const wrong = [];
  const queries = Number(reply.headers.get('x-queries') ?? 0);
  const budget = reply.headers.get('x-budget');
  if (budget && queries > Number(budget)) wrong.push(`${queries} statements, the page's budget is ${budget}`);
  if (reply.headers.has('x-repeated')) wrong.push(`a statement ran twice: ${reply.headers.get('x-repeated')}`);
  const cut = reply.headers.get('x-cut');
  if (cut && !step.expect.some(([word, text]) => word === 'header' && text.startsWith('x-cut'))) wrong.push(`more rows than the max of ${cut}, and the page itself does not say so`);
  if (isHtml(reply) && step.method !== 'HEAD' && reply.body.length) wrong.push(...await invalidHtml(reply.text));
  return wrong;
}

/*
 * Runs a step.
 *
 * context  { server, as, now, kept: Map, client(who) }
 * gives    the list of what did not hold
 */
export async function runStep(step, context) {
  const { server, kept } = context;
  const uses = (name) => step.expect.some(([word, text]) => word === name || (word === 'save' && text.includes(` from ${name} `)));
  const scope = { ...context, step, before: 0, newMails: [] };
  const sendMail = () => context.client('nobody').request('POST', '/-/test/refresh', { headers: { 'content-type': FORM }, body: '' });
  if (uses('mail')) await sendMail(); /* what earlier steps left in the outbox is not this step's */
  if (uses('journal')) scope.before = Number((await server.query('SELECT seq FROM journal_head'))[0][0]);
  const mails = server.smtp?.mails.length ?? 0;
  scope.reply = await send(step, context);
  if (scope.reply.headers.has('location')) kept.set('location', scope.reply.headers.get('location').replace(server.url, ''));
  if (uses('mail')) {
    await sendMail();
    scope.newMails = server.smtp.mails.slice(mails);
  }
  const wrong = [];
  for (const [name, text] of step.expect) {
    const said = await CHECKS[name](unquote(fill(text, context)), scope);
    if (said) wrong.push(said);
  }
  wrong.push(...await always(scope));
  if (wrong.length && isHtml(scope.reply)) wrong.push(`the page said: ${shown(scope.reply).slice(0, 400)}`);
  else if (wrong.length) wrong.push(`the reply was: ${scope.reply.text.slice(0, 400)}`);
  return wrong;
}
