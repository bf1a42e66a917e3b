// Brings in what the page at hand has use for. Every page works without any of it.
const body = document.body.classList;
body.add('js-enabled', 'govuk-frontend-supported'); // GOV.UK's scripts ask for the second

const needs = [
  ['[data-module^="govuk-"]', './govuk.js', (m) => m.start()],
  ['[data-live-topic]', './live.js', (m) => m.start()],
  ['form[method="post"]', './keep.js', (m) => m.start()],
  ['[data-order]', './order.js', (m) => m.start()],
  ['[data-suggest]', './suggest.js', (m) => m.start()],
];
for (const [selector, file, run] of needs)
  if (document.querySelector(selector)) import(file).then(run);
