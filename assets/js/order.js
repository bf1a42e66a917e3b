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

  grip.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    from = place(list, row);
    row.classList.add('yp-order__dragged');
  });
  grip.addEventListener('pointermove', (event) => {
    if (from < 0) return;
    const next = [...list.children].find((other) => {
      const box = other.getBoundingClientRect();
      return other !== row && event.clientY < box.top + box.height / 2;
    });
    if (next !== row.nextElementSibling) list.insertBefore(row, next ?? null);
  });
  const stop = (event) => {
    if (from < 0) return;
    row.classList.remove('yp-order__dragged');
    const to = place(list, row);
    if (event.type === 'pointercancel') list.insertBefore(row, [...list.children].filter((e) => e !== row)[from] ?? null);
    else if (to !== from) send(form, to + 1);
    from = -1;
  };
  grip.addEventListener('pointerup', stop);
  grip.addEventListener('pointercancel', stop);
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
