import type { Container } from '../api/types/container.ts';

/** What runs in a container as `ps` shows it: its command, else the name of its image. */
export function mainCommand({ command = [], args = [], image = '' }: Container): string {
  const words = [...command, ...args];
  if (command.length > 0) return words.join(' ');
  const name = image
    .replace(/[:@].*$/, '')
    .split('/')
    .at(-1)!;
  return [name, ...args].join(' ');
}
