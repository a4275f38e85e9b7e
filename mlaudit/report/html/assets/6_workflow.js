// The picture: which one is shown, and what it tells of the node that is chosen.

const lenses = new Map();

function currentView() {
  return byId(byId('view').value);
}

function showView() {
  for (const view of all('.view')) view.open = view === currentView();
  const picture = currentView().querySelector('.picture');
  if (!lenses.has(picture)) {
    lenses.set(picture, new Lens(picture));
    startArrows(picture);
  }
  lenses.get(picture).start();
  closeNode(false);
}

function currentLens() {
  return lenses.get(currentView().querySelector('.picture'));
}

function describeNode(id) {
  const article = byId(id).cloneNode(true);
  article.removeAttribute('id');
  return article;
}

// Only the arrows of one node, while a person looks at it.
function showArrows(picture, to) {
  picture.classList.toggle('asked', Boolean(to));
  for (const path of all('path[data-ends]', picture)) {
    path.classList.toggle('near', Boolean(to) && path.dataset.ends.split(' ').includes(to.dataset.key));
  }
}

function startArrows(picture) {
  const back = () => showArrows(picture, picture.querySelector('.to.chosen'));
  for (const to of all('.to', picture)) {
    for (const name of ['pointerenter', 'focus']) to.addEventListener(name, () => showArrows(picture, to));
    for (const name of ['pointerleave', 'blur']) to.addEventListener(name, back);
  }
}

function chooseNode(to) {
  const panel = byId('about');
  for (const other of all('.to.chosen')) other.classList.remove('chosen');
  to.classList.add('chosen');
  showArrows(to.closest('.picture'), to);
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'close';
  close.textContent = 'Close';
  close.addEventListener('click', () => closeNode(true));
  const ids = to.dataset.nodes.split(' ');
  const number = document.createElement('p');
  number.className = 'told';
  number.textContent = ids.length > 1 ? `${ids.length} in one node` : '';
  panel.replaceChildren(close, number, ...ids.map(describeNode));
  panel.scrollTop = 0;
  for (const button of all('.copy', panel)) button.remove();
  reveal(panel);
  const covered = to.getBoundingClientRect().right - panel.getBoundingClientRect().left;
  if (getComputedStyle(panel).position === 'absolute' && covered > 0) {
    currentLens().move((covered + 16) * currentLens().scale(), 0);
  }
}

function closeNode(returns) {
  const chosen = document.querySelector('.to.chosen');
  byId('about').hidden = true;
  if (!chosen) return;
  chosen.classList.remove('chosen');
  showArrows(chosen.closest('.picture'), null);
  if (returns) chosen.focus();
}

// A name within the panel leads to its node, where the picture has it.
function findNode(id) {
  return all('.to', currentView()).find((to) => to.dataset.nodes.split(' ').includes(id));
}

function startWorkflow() {
  const controls = byId('picture-controls');
  if (!controls) return;
  byId('view').addEventListener('change', showView);
  byId('by-hand').addEventListener('change', (event) => {
    for (const picture of all('.picture')) picture.classList.toggle('dimmed', event.target.checked);
  });
  for (const button of all('[data-zoom]')) {
    button.addEventListener('click', () => {
      const lens = currentLens();
      if (button.dataset.zoom === 'fit') lens.fit();
      else lens.zoom(button.dataset.zoom === 'in' ? 1.3 : 1 / 1.3);
    });
  }
  for (const frame of all('.frame')) {
    frame.addEventListener('click', (event) => {
      const to = event.target.closest('.to');
      if (!to) return;
      event.preventDefault();
      if (!frame.classList.contains('moved')) chooseNode(to);
    });
    frame.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (currentLens().key(event.key)) event.preventDefault();
    });
    frame.addEventListener('focusin', (event) => {
      if (event.target.matches('.to:focus-visible')) currentLens().follow(event.target);
    });
  }
  byId('about').addEventListener('click', (event) => {
    const away = event.target.closest('a');
    const to = away && findNode(away.getAttribute('href').slice(1));
    if (!to) return;
    event.preventDefault();
    chooseNode(to);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !byId('about').hidden) closeNode(true);
  });
  reveal(controls);
  showView();
}
