// Nothing typed is lost: what was typed into a form stays in this tab until the server has taken it (an answer that
// redirects). After a cut line, a lost page or a refusal by a busy server the form gets its text back, with a notice.
// Passwords, files and hidden fields are never kept. A form says data-keep="off" to stay out.
const PREFIX = 'yp-keep:';
const SKIPPED = new Set(['hidden', 'password', 'file', 'submit', 'button', 'reset']);
const status = document.getElementById('live-status');
const owner = document.querySelector('.yp-me__name')?.textContent ?? '';

const isTicked = (f) => f.type === 'checkbox' || f.type === 'radio';
const fields = (form) => [...form.elements].filter((f) => f.name && f.type && !SKIPPED.has(f.type) && f.localName !== 'fieldset');

function typed(form) {
  const out = [];
  fields(form).forEach((f, i) => {
    if (isTicked(f)) {
      if (f.checked !== f.defaultChecked) out.push([i, f.name, f.checked]);
    } else if (f.localName === 'select') {
      if ([...f.options].some((o) => o.selected !== o.defaultSelected)) out.push([i, f.name, f.value]);
    } else if (f.value !== f.defaultValue) out.push([i, f.name, f.value]);
  });
  return out;
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, form, sent) {
  const values = typed(form);
  try {
    if (values.length) sessionStorage.setItem(key, JSON.stringify({ owner, sent, values }));
    else if (!sent) sessionStorage.removeItem(key);
  } catch { /* storage is full or forbidden: the form works all the same */ }
}

// The server took what was sent when its answer led on to another page; another person's text is nobody's business.
function tidy() {
  const landed = performance.getEntriesByType('navigation')[0];
  const taken = landed?.type === 'navigate' && landed.redirectCount > 0;
  for (const key of Object.keys(sessionStorage).filter((k) => k.startsWith(PREFIX))) {
    const kept = read(key);
    if (!kept || (taken && kept.sent) || (owner && kept.owner && kept.owner !== owner)) sessionStorage.removeItem(key);
  }
}

function restore(key, form) {
  const kept = read(key);
  if (!kept || document.querySelector('.govuk-error-summary')) return; // a refused form comes back filled in
  const all = fields(form);
  let n = 0;
  for (const [i, name, value] of kept.values) {
    const f = all[i];
    if (f?.name !== name) continue;
    if (typeof value === 'boolean') f.checked = value;
    else f.value = value;
    n += 1;
  }
  if (n) notice(key, form);
}

function notice(key, form) {
  const box = document.createElement('div');
  box.className = 'govuk-inset-text yp-restored';
  const words = document.createElement('p');
  words.className = 'govuk-body';
  words.textContent = status.dataset.restored;
  const drop = document.createElement('button');
  drop.type = 'button';
  drop.className = 'govuk-button govuk-button--secondary';
  drop.textContent = status.dataset.drop;
  drop.addEventListener('click', () => {
    form.reset();
    sessionStorage.removeItem(key);
    box.remove();
    fields(form)[0]?.focus();
  });
  box.append(words, drop);
  form.prepend(box);
  status.textContent = status.dataset.restored;
}

export function start() {
  tidy();
  document.querySelectorAll('main form[method="post"]:not([data-keep="off"])').forEach((form) => {
    if (!fields(form).length) return;
    const key = `${PREFIX}${location.pathname}>${form.getAttribute('action') ?? ''}`;
    let waiting = 0;
    restore(key, form);
    form.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(write, 400, key, form, false);
    });
    form.addEventListener('submit', () => {
      clearTimeout(waiting);
      write(key, form, true);
    });
  });
}
