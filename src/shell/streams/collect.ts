import type { Output } from './open-file.ts';

/** More output than this is not kept for a command substitution. */
const COLLECT_LIMIT = 64 * 1024 * 1024;

/** An output that keeps everything that is written to it. */
export function createCollector(): { readonly output: Output; text(): string } {
  const chunks: string[] = [];
  let size = 0;
  return {
    output: {
      isTerminal: false,
      async write(text) {
        size += text.length;
        if (size > COLLECT_LIMIT) throw new Error('cannot allocate memory');
        chunks.push(text);
      },
    },
    text: () => chunks.join(''),
  };
}
