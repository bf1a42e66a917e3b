// Keeps a page up to date while others work. The page names what it follows (data-live-topic) and which of its parts
// may change (data-live). The server's events say only that something changed; the page is then fetched again as the
// reader would see it, and the parts that differ are put in place. The tabs of one browser share one stream.
const POLL_MS = 30_000;
const ERRORS_BEFORE_POLLING = 3;
const RETRY_MS = 60_000;

const status = document.getElementById('live-status');
const own = new Set([...document.querySelectorAll('[data-live-topic]')].map((e) => e.dataset.liveTopic));
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('yp-live') : null;
let seen = Number(status.dataset.seq) || 0; // newest journal number this page shows
let running = false;
let again = false;
let polling = 0;

/* ---- the page: fetch again, and swap what differs ---- */

// A way to find the same control in the fresh part.
function mark(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const form = element.form ? `form[action=${CSS.escape(element.form.getAttribute('action') ?? '')}] ` : '';
  const parts = ['name', 'value', 'href'].filter((a) => element.hasAttribute(a) && (a !== 'value' || element.type === 'submit' || element.type === 'radio' || element.type === 'checkbox'));
  return form + element.localName + parts.map((a) => `[${a}="${CSS.escape(element.getAttribute(a))}"]`).join('');
}

const isTicked = (f) => f.type === 'checkbox' || f.type === 'radio';
function isTyped(f) {
  if (f.type === 'hidden' || f.type === 'submit') return false;
  if (isTicked(f)) return f.checked !== f.defaultChecked;
  if (f.localName === 'select') return [...f.options].some((o) => o.selected !== o.defaultSelected);
  return f.value !== f.defaultValue;
}

// Form keys are new in every reply and say nothing about the content.
const content = (e) => e.innerHTML.replace(/(name="_(?:csrf|key)" value=")[^"]*/g, '$1');

function swap(old, fresh) {
  const focus = old.contains(document.activeElement) ? document.activeElement : null;
  const focused = focus && [mark(focus), focus.selectionStart, focus.selectionEnd];
  const typed = [...old.querySelectorAll('input, textarea, select')].filter(isTyped)
    .map((f) => [mark(f), isTicked(f) ? 'checked' : 'value', isTicked(f) ? f.checked : f.value]);
  const opened = [...old.querySelectorAll('details[open][id]')].map((d) => d.id);
  old.replaceChildren(...fresh.childNodes);
  for (const [where, what, value] of typed) {
    const field = old.querySelector(where);
    if (field) field[what] = value;
  }
  for (const id of opened) document.getElementById(id)?.setAttribute('open', '');
  if (!focused) return;
  const target = old.querySelector(focused[0]);
  if (!target) return;
  target.focus({ preventScroll: true });
  if (typeof focused[1] === 'number' && target.setSelectionRange) target.setSelectionRange(focused[1], focused[2]);
}

// Goes down as long as both sides have the same named children, so that a reader in one row is left in peace when
// another changes.
function settle(old, fresh) {
  if (content(old) === content(fresh)) return false;
  const a = [...old.children];
  const b = [...fresh.children];
  if (a.length && a.length === b.length && a.every((e, i) => e.id && e.id === b[i].id)) {
    a.forEach((e, i) => { if (settle(e, b[i])) e.className = b[i].className; });
    return true;
  }
  swap(old, fresh);
  return true;
}

async function refresh() {
  if (document.hidden || running) {
    again = true;
    return;
  }
  running = true;
  try {
    const reply = await fetch(location.href, { cache: 'no-cache', headers: { Accept: 'text/html' } });
    if (reply.ok && !reply.redirected) show(new DOMParser().parseFromString(await reply.text(), 'text/html'));
  } catch { /* the line is down: the stream or the poll comes back to it */ }
  running = false;
  if (again && !document.hidden) {
    again = false;
    setTimeout(refresh, 300);
  }
}

function show(page) {
  seen = Math.max(seen, Number(page.getElementById('live-status')?.dataset.seq) || 0);
  const told = [];
  for (const old of document.querySelectorAll('[data-live]')) {
    const fresh = page.querySelector(`[data-live="${CSS.escape(old.dataset.live)}"]`);
    if (!fresh) continue;
    const { liveSay: say, liveName: name } = fresh.dataset;
    if (!settle(old, fresh)) continue;
    if (say && say !== old.dataset.liveSay) told.push(say);
    else if (name) told.push(name);
    if (say) old.dataset.liveSay = say;
  }
  if (told.length) tell(`${status.dataset.changed} ${told.join(', ')}`);
}

function tell(words) {
  status.textContent = words;
}

/* ---- the stream ---- */

function heard(message) {
  if (message.want) follow(message.want);
  if (message.who) channel?.postMessage({ want: [...own] });
  if (message.topic && own.has(message.topic) && message.seq > seen) refresh();
  if ('lost' in message) poll(message.lost);
}

function say(message) {
  channel?.postMessage(message);
  heard(message);
}

function poll(on) {
  if (on === Boolean(polling)) return;
  if (on) {
    tell(status.dataset.lost);
    polling = setInterval(refresh, POLL_MS);
  } else {
    clearInterval(polling);
    polling = 0;
    tell(status.dataset.back);
    refresh();
  }
}

let stream = null;
let followed = null; // topics of the shared stream; null in tabs that do not hold it
let errors = 0;

function follow(topics) {
  if (!followed) return;
  const before = followed.size;
  topics.forEach((t) => followed.add(t));
  if (followed.size > before) open();
}

function open() {
  stream?.close();
  const query = new URLSearchParams([...followed].map((t) => ['topic', t]));
  query.set('after', seen);
  stream = new EventSource(`/events?${query}`);
  stream.addEventListener('change', (event) => say(JSON.parse(event.data)));
  stream.addEventListener('open', () => {
    errors = 0;
    say({ lost: false });
  });
  stream.addEventListener('error', () => {
    errors += 1;
    const refused = stream.readyState === EventSource.CLOSED; // the browser gives up by itself: 503, or no stream
    if (refused || errors >= ERRORS_BEFORE_POLLING) say({ lost: true });
    if (refused) setTimeout(open, RETRY_MS);
  });
}

function lead() {
  followed = new Set(own);
  channel?.postMessage({ who: true });
  open();
  return new Promise(() => {}); // held until the tab goes
}

export function start() {
  if (channel) channel.onmessage = (event) => heard(event.data);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || !again) return;
    again = false;
    refresh();
  });
  if (channel && navigator.locks) {
    navigator.locks.request('yp-live', lead);
    channel.postMessage({ want: [...own] });
  } else {
    lead();
  }
}
