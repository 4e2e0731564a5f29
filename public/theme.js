// Runs before the first paint, so that the page never flashes in the other theme.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let chosen;
  try {
    chosen = localStorage.getItem('drydock.theme');
  } catch {
    // Storage is blocked: the system's preference decides.
  }
  const known = chosen === 'light' || chosen === 'dark';
  document.documentElement.dataset.theme = known ? chosen : dark.matches ? 'dark' : 'light';
  if (known) document.documentElement.dataset.themeChosen = '';
})();
