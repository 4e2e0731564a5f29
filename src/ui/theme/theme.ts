import { create } from 'zustand';

export type Theme = 'light' | 'dark';

const KEY = 'drydock.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

function chosen(): Theme | undefined {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : undefined;
}

const effective = (): Theme => chosen() ?? (system.matches ? 'dark' : 'light');

/** The theme in use: the person's choice, or else the system's. */
export const useTheme = create<{ readonly theme: Theme }>(() => ({ theme: effective() }));

system.addEventListener('change', () => useTheme.setState({ theme: effective() }));

/** Changes the theme and remembers it where the browser allows. */
export function switchTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  useTheme.setState({ theme });
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked; the choice lasts as long as the page.
  }
}
