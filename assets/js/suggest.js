// Records whose names begin as what is being typed, under a search field (data-suggest names who is asked). The focus
// stays in the field: the arrow keys go through the list, Enter opens the chosen one and without one sends the form, Escape
// closes. Only the last question counts; one that fails shows nothing.
const WAIT_MS = 200;
const LETTERS = 2;

const status = document.getElementById('live-status');

function option(id, { path, name, kind_name: kind }) {
  const one = document.createElement('a');
  one.id = id;
  one.className = 'yp-suggest__one';
  one.setAttribute('role', 'option');
  one.setAttribute('aria-selected', 'false');
  one.tabIndex = -1;
  one.href = path;
  const about = document.createElement('span');
  about.className = 'yp-suggest__kind';
  about.textContent = kind;
  one.append(name, ' ', about);
  return one;
}

function attach(field) {
  const list = document.createElement('div');
  const question = () => field.value.trim();
  let asked = null; // the question under way
  let waiting = 0;

  const choose = (chosen) => {
    for (const one of list.children) one.setAttribute('aria-selected', String(one === chosen));
    if (chosen) field.setAttribute('aria-activedescendant', chosen.id);
    else field.removeAttribute('aria-activedescendant');
    chosen?.scrollIntoView({ block: 'nearest' });
  };
  const chosen = () => list.querySelector('[aria-selected="true"]');
  const show = (found) => {
    const said = found.length ? `${status.dataset.suggestions}: ${found.length}` : '';
    list.replaceChildren(...found.map((one, i) => option(`${list.id}-${i}`, one)));
    list.hidden = !found.length;
    field.setAttribute('aria-expanded', String(!list.hidden));
    choose(null);
    if (said || status.textContent.startsWith(status.dataset.suggestions)) status.textContent = said;
  };
  const close = () => {
    clearTimeout(waiting);
    asked?.abort();
    if (!list.hidden) show([]);
  };
  const ask = async () => {
    asked = new AbortController();
    const { signal } = asked;
    let found = [];
    try {
      const reply = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(question())}`, { signal });
      if (reply.ok) found = (await reply.json()).data;
    } catch { /* the line is down, or something else is asked by now */ }
    if (!signal.aborted) show(found);
  };
  const expect = (ms) => {
    clearTimeout(waiting);
    asked?.abort();
    if (question().length < LETTERS) close();
    else waiting = setTimeout(ask, ms);
  };
  const move = (step) => {
    const all = [null, ...list.children]; // null: back in the field
    choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
  };

  list.id = `${field.id}-list`;
  list.className = 'yp-suggest';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', status.dataset.suggestions);
  field.autocomplete = 'off';
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', list.id]])
    field.setAttribute(name, value);
  field.parentElement.classList.add('yp-suggest-by');
  field.parentElement.append(list);

  field.addEventListener('input', () => {
    choose(null);
    expect(WAIT_MS);
  });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (step && list.hidden) expect(0);
    else if (step) move(step);
    else if (event.key === 'Enter' && chosen()) chosen().click();
    else if (event.key === 'Escape' && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  list.addEventListener('mousedown', (event) => event.preventDefault()); // the focus stays
  list.addEventListener('click', () => setTimeout(close)); // after the link was followed
}

export function start() {
  document.querySelectorAll('[data-suggest]').forEach(attach);
}
