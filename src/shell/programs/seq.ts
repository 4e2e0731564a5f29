import type { Program } from '../program.ts';

export const seq: Program = async (io) => {
  const negative = (arg: string) => /^-[\d.]/.test(arg);
  const args = [...io.args];
  let separator = '\n';
  let equal = false;
  while (args[0]?.startsWith('-') && !negative(args[0])) {
    const option = args.shift()!;
    if (option === '-w') equal = true;
    else if (option.startsWith('-s')) separator = option.slice(2) || (args.shift() ?? '');
    else throw new Error(`invalid option -- '${option.slice(1)}'`);
  }
  const numbers = args.map(Number);
  const bad = numbers.findIndex(Number.isNaN);
  if (bad !== -1) throw new Error(`invalid floating point argument: '${args[bad]}'`);
  if (numbers.length === 0) throw new Error('missing operand');
  const [first, step, last] =
    numbers.length === 1
      ? [1, 1, numbers[0]!]
      : numbers.length === 2
        ? [numbers[0]!, 1, numbers[1]!]
        : [numbers[0]!, numbers[1]!, numbers[2]!];
  if (step === 0) throw new Error(`invalid Zero increment value: '${args[1]}'`);
  const places = Math.max(...args.map((arg) => (arg.split('.')[1] ?? '').length));
  const width = equal ? Math.max(first.toFixed(places).length, last.toFixed(places).length) : 0;
  let batch: string[] = [];
  const total = Math.floor((last - first) / step + 1e-9);
  for (let i = 0; i <= total; i++) {
    batch.push((first + i * step).toFixed(places).padStart(width, '0'));
    if (batch.length === 1000) {
      await io.stdout.write(batch.join(separator) + (i === total ? '\n' : separator));
      batch = [];
    }
  }
  if (batch.length > 0) await io.stdout.write(`${batch.join(separator)}\n`);
  return 0;
};
