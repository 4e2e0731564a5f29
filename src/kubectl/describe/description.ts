import { createTabWriter, describeLayout } from '../printers/tab-writer.ts';

/** Collects the lines of a description; a level is two blanks of indent. Models kubectl/pkg/describe PrefixWriter. */
export interface Description {
  write(level: number, text: string): void;
  /** What follows is aligned on its own. */
  flush(): void;
}

/** The aligned text of a description. */
export function describeText(fill: (out: Description) => void): string {
  const writer = createTabWriter(describeLayout);
  let text = '';
  fill({
    write: (level, line) => writer.write('  '.repeat(level) + line),
    flush: () => {
      text += writer.flush();
    },
  });
  return text + writer.flush();
}

/** The same lines with their tabs, as `kubectl rollout history` prints them. */
export function unalignedText(fill: (out: Description) => void): string {
  let text = '';
  fill({ write: (level, line) => (text += '  '.repeat(level) + line), flush: () => undefined });
  return text;
}
