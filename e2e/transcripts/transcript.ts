/** One command of a transcript and what a real cluster answered. */
export interface TranscriptStep {
  readonly line: number;
  readonly command: string;
  readonly output: string;
  readonly status: number;
}

/**
 * Reads a `.t` file: two spaces of indent, `$ ` starts a command, `> ` continues it, `[n]` is an exit status other
 * than 0, everything else is output.
 */
export function parseTranscript(text: string): readonly TranscriptStep[] {
  const steps: { line: number; command: string; output: string[]; status: number }[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    if (!raw.startsWith('  ')) {
      if (raw === '') steps.at(-1)?.output.push('');
      continue;
    }
    const line = raw.slice(2);
    const current = steps.at(-1);
    if (line.startsWith('$ ')) {
      steps.push({ line: index + 1, command: line.slice(2), output: [], status: 0 });
    } else if (current === undefined) {
    } else if (line.startsWith('> ') || line === '>') {
      current.command += `\n${line.slice(2)}`;
    } else if (/^\[\d+\]$/.test(line)) {
      current.status = Number(line.slice(1, -1));
    } else {
      current.output.push(line);
    }
  }
  return steps.map((step) => ({ ...step, output: step.output.join('\n').replace(/\n+$/, '') }));
}
