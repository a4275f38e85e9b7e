// Search and filters of findings.

const findings = all('.finding');
const texts = new WeakMap();

function textOf(finding) {
  if (!texts.has(finding)) texts.set(finding, finding.textContent.toLowerCase());
  return texts.get(finding);
}

function passes(finding, words, wanted) {
  for (const [name, value] of wanted) {
    if (!(finding.dataset[name] || '').split(' ').includes(value)) return false;
  }
  return words.every((word) => textOf(finding).includes(word));
}

function applyFilters() {
  const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = all('[data-filter]').filter((s) => s.value).map((s) => [s.dataset.filter, s.value]);
  let shown = 0;
  for (const finding of findings) {
    finding.hidden = !passes(finding, words, wanted);
    if (!finding.hidden) shown += 1;
  }
  const aside = document.querySelector('.aside.findings');
  const filtered = words.length + wanted.length > 0;
  if (aside && filtered) aside.open = all('.finding:not([hidden])', aside).length > 0;
  byId('shown').textContent = filtered ? `${shown} of ${findings.length} findings` : '';
}

function resetFilters() {
  byId('search').value = '';
  for (const select of all('[data-filter]')) select.value = '';
  applyFilters();
}

// A link to a finding shows it, whatever the filters say.
function showFinding(finding) {
  if (finding.hidden) resetFilters();
}

function startFilters() {
  const controls = byId('filters');
  if (!controls) return;
  byId('search').addEventListener('input', applyFilters);
  for (const select of all('[data-filter]')) select.addEventListener('change', applyFilters);
  byId('reset').addEventListener('click', resetFilters);
  byId('search').addEventListener('keydown', (event) => {
    if (event.key === 'Escape') resetFilters();
  });
  reveal(controls);
}
