// Which section is in sight, and the beginning of everything.

function startNavigation() {
  const links = new Map(all('header nav a').map((link) => [link.hash.slice(1), link]));
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const [id, link] of links) {
        if (id === entry.target.id) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    }
  }, { rootMargin: '-20% 0px -70% 0px' });
  for (const id of links.keys()) watcher.observe(byId(id));
}

startTheme();
startChecklists();
startWorkflow();
startCopying();
startFilters();
startNavigation();
window.addEventListener('hashchange', followHash);
if (window.location.hash) followHash();
