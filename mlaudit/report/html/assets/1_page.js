// What every part needs: finding elements, and storage that may be forbidden.

const root = document.documentElement;
root.classList.add('js');

const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const reveal = (element) => element && element.removeAttribute('hidden');

const project = document.title;

function recall(key) {
  try {
    return window.localStorage.getItem(`mlaudit ${project} ${key}`);
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    const name = `mlaudit ${project} ${key}`;
    if (value === null) window.localStorage.removeItem(name);
    else window.localStorage.setItem(name, value);
  } catch {
    // Some browsers keep nothing for files: the page works, and forgets.
  }
}

// Unfold everything around an element, so that a link to it leads somewhere.
function unfold(element) {
  for (let at = element; at; at = at.parentElement) {
    if (at.tagName === 'DETAILS' && !at.classList.contains('view')) at.open = true;
  }
}

function followHash() {
  const target = byId(decodeURIComponent(window.location.hash.slice(1)));
  if (!target || target.id === 'main') return;
  if (target.classList.contains('finding')) showFinding(target);
  unfold(target);
  target.scrollIntoView({ block: 'start' });
}
