// Light or dark: as the system says, until a person chooses.

function startTheme() {
  const button = byId('theme');
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme || (system.matches ? 'dark' : 'light')) === 'dark';
  const name = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours');
  };
  const kept = recall('theme');
  if (kept === 'dark' || kept === 'light') root.dataset.theme = kept;
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    keep('theme', root.dataset.theme);
    name();
  });
  system.addEventListener('change', name);
  name();
  reveal(button);
}
