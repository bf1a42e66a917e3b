// Dragging, beside the up and down buttons of an ordered list (_part/move.html). The list is ordered by the server:
// a row that was dropped sends its own form with its new place, counted from 1.
const status = document.getElementById('live-status');

function place(list, row) {
  return [...list.children].indexOf(row);
}

function handle(list, row, form) {
  const grip = document.createElement('span');
  grip.className = 'yp-move__grip';
  grip.title = status.dataset.drag;
  grip.setAttribute('aria-hidden', 'true'); // the buttons say the same
  let from = -1;

  const move = (event) => {
    const next = [...list.children].find((other) => {
      const box = other.getBoundingClientRect();
      return other !== row && event.clientY < box.top + box.height / 2;
    }) ?? null;
    if (next !== row.nextElementSibling) list.insertBefore(row, next);
  };
  const stop = (event) => {
    watch('removeEventListener');
    row.classList.remove('yp-order__dragged');
    const to = place(list, row);
    if (event.type === 'pointercancel') list.insertBefore(row, [...list.children].filter((e) => e !== row)[from] ?? null);
    else if (to !== from) send(form, to + 1);
  };
  // On the document: a row that is moved in the tree loses its hold on the pointer.
  const watch = (change) => {
    document[change]('pointermove', move);
    document[change]('pointerup', stop);
    document[change]('pointercancel', stop);
  };
  grip.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    from = place(list, row);
    row.classList.add('yp-order__dragged');
    watch('addEventListener');
  });
  form.prepend(grip);
}

function send(form, to) {
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = 'to';
  field.value = to;
  form.append(field);
  status.textContent = `${status.dataset.moved} ${to}`;
  form.submit();
}

export function start() {
  for (const list of document.querySelectorAll('[data-order]'))
    for (const row of list.children) {
      const form = row.querySelector('form.yp-move');
      if (form) handle(list, row, form);
    }
}
