/** One line of a group: a command for a shell, or an instruction to the runner. */
export interface GroupStep {
  readonly line: number;
  readonly command: string;
}

export interface CommandGroup {
  readonly steps: readonly GroupStep[];
}

/** Lets so much of the cluster's time pass that nothing is left to happen, in both clusters up to the same moment. */
export const SETTLE = '!settle';

/** Stands for the commands of world.inc, which lay out objects of many kinds. */
export const WORLD = '!world';

/**
 * Reads a group of commands: one a line, `> ` continues the command above, `#` begins a comment, `!settle` waits. The
 * group begins on a fresh bare cluster; each command runs in a shell of its own, files stay.
 */
export function parseCommandGroup(text: string, world = ''): CommandGroup {
  const steps: { line: number; command: string }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const current = steps.at(-1);
    if (line === WORLD) {
      steps.push(...parseCommandGroup(world).steps.map((step) => ({ ...step, line: index + 1 })));
      continue;
    }
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (line.startsWith('> ') || line === '>') {
      if (current === undefined) throw new Error(`line ${index + 1}: there is no command to continue`);
      current.command += `\n${line.slice(2)}`;
    } else steps.push({ line: index + 1, command: line });
  }
  return { steps };
}

const MARGIN_MS = 60_000;
const WHOLE_MS = 300_000;

/** How long a cluster that has been running for `elapsedMs` settles. */
export const settleFor = (elapsedMs: number): number =>
  Math.ceil((elapsedMs + MARGIN_MS) / WHOLE_MS) * WHOLE_MS - elapsedMs;
