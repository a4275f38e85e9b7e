// Checklists that remember, and commands that can be copied.

function startChecklists() {
  const boxes = all('input[data-key]');
  for (const box of boxes) {
    box.checked = recall(box.dataset.key) === 'done';
    box.addEventListener('change', () => {
      keep(box.dataset.key, box.checked ? 'done' : null);
      // The same action stands in the runbooks of several deliverables.
      for (const other of boxes) {
        if (other.dataset.key === box.dataset.key) other.checked = box.checked;
      }
    });
  }
}

function selectText(element) {
  const selection = window.getSelection();
  selection.selectAllChildren(element);
}

function startCopying() {
  for (const command of all('code.command')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'copy';
    button.setAttribute('aria-label', `Copy ${command.textContent}`);
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(command.textContent);
        button.textContent = 'copied';
      } catch {
        selectText(command);
        button.textContent = 'selected';
      }
      window.setTimeout(() => { button.textContent = 'copy'; }, 1500);
    });
    command.after(button);
  }
}
