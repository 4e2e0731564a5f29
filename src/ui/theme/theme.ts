import { create } from 'zustand';

export type Theme = 'light' | 'dark';

const KEY = 'drydock.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

/** The theme in use: the person's choice, or else the system's. `public/theme.js` sets it before the first paint. */
export const useTheme = create<{ readonly theme: Theme }>(() => ({
  theme: document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light',
}));

system.addEventListener('change', () => {
  if (document.documentElement.dataset.themeChosen === undefined) show(system.matches ? 'dark' : 'light');
});

function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  useTheme.setState({ theme });
}

/** Changes the theme and remembers it where the browser allows. */
export function switchTheme(theme: Theme): void {
  document.documentElement.dataset.themeChosen = '';
  show(theme);
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked; the choice lasts as long as the page.
  }
}
