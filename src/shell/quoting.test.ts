import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteBackslash, quoteDouble, quoteWord } from './expansion/quote-word.ts';
import { createCollector } from './streams/collect.ts';
import { createTestMachine } from './test-machine-for-test.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...'\'"\\$`(){}[]<>|&;!*?~# \t\n\x1b\x01a=,^%-0'), maxLength: 20 }),
);
const clean = (value: string) => value.replaceAll('\0', '').replace(/[\ud800-\udfff]/g, '');

test('what is quoted reads as itself', async () => {
  const { shell } = createTestMachine();
  await fc.assert(
    fc.asyncProperty(text.map(clean), async (value) => {
      for (const quote of [quoteWord, quoteBackslash, quoteDouble]) {
        const { output, text: written } = createCollector();
        await shell.runScript(`printf '%s' ${quote(value)}`, { stdout: output, stderr: output });
        expect(written()).toBe(value);
      }
    }),
    { numRuns: 150 },
  );
});

test('printf %q and eval give the text back', async () => {
  const { shell } = createTestMachine();
  await fc.assert(
    fc.asyncProperty(text.map(clean), async (value) => {
      const { output, text: written } = createCollector();
      const script = `q=$(printf '%q' "$1"); eval "v=$q"; printf '%s' "$v"`;
      await shell.runScript(script, { stdout: output, stderr: output, args: [value] });
      // Command substitution takes away the last newlines, which %q writes as escapes.
      expect(written()).toBe(value);
    }),
    { numRuns: 150 },
  );
});

test('no text makes the shell throw', async () => {
  const { shell } = createTestMachine();
  const output = { isTerminal: false, write: async () => {} };
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        text,
        fc
          .array(
            fc.constantFrom(
              '$',
              '{',
              '}',
              '(',
              ')',
              '((',
              '))',
              '"',
              "'",
              '`',
              '[',
              ']',
              'a',
              '@',
              '#',
              '%',
              '/',
              ':',
              '-',
              '1',
              '!',
              '<<',
              '\n',
              ' ',
              ';',
              '=',
              '*',
              '|',
              '&',
              '<(',
              'if',
              'do',
            ),
            { maxLength: 14 },
          )
          .map((parts) => parts.join('')),
      ),
      async (value) => {
        for (const script of [
          `echo ${value}`,
          `x=${value}; echo "$x"`,
          `[[ a == ${value} ]]`,
          `echo $((${value}))`,
          value,
        ]) {
          expect(typeof (await shell.runScript(script, { stdout: output, stderr: output }))).toBe('number');
        }
      },
    ),
    { numRuns: 150 },
  );
});
