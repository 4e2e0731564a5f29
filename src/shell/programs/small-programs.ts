import { quoteWord } from '../expansion/quote-word.ts';
import type { Program } from '../program.ts';
import { parseOptions } from './parse-options.ts';

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

export const yes: Program = async (io) => {
  const block = `${io.args.join(' ') || 'y'}\n`.repeat(512);
  for (;;) await io.stdout.write(block);
};

export const env: Program = async (io) => {
  const args = [...io.args];
  const changes: string[] = [];
  let clear = false;
  for (; args.length > 0; args.shift()) {
    const arg = args[0]!;
    if (arg === '-i' || arg === '-') clear = true;
    else if (arg === '-u') {
      args.shift();
      changes.push(`unset ${quoteWord(args[0] ?? '')}`);
    } else if (/^[A-Za-z_]\w*=/.test(arg)) {
      const equals = arg.indexOf('=');
      changes.push(`export ${arg.slice(0, equals)}=${quoteWord(arg.slice(equals + 1))}`);
    } else break;
  }
  const before = clear ? [...io.env.keys()].map((name) => `unset ${name}`) : [];
  const command = args.length === 0 ? 'printenv' : ['command', ...args].map(quoteWord).join(' ');
  return io.run([...before, ...changes, command].join('; '));
};

export const printenv: Program = async (io) => {
  if (io.args.length === 0) {
    await io.stdout.write([...io.env].map(([name, value]) => `${name}=${value}\n`).join(''));
    return 0;
  }
  let status = 0;
  for (const name of io.args) {
    const value = io.env.get(name);
    if (value === undefined) status = 1;
    else await io.stdout.write(`${value}\n`);
  }
  return status;
};

export function which(names: () => readonly string[]): Program {
  return async (io) => {
    let status = 0;
    const known = new Set(names());
    for (const name of io.args.filter((arg) => !arg.startsWith('-'))) {
      if (known.has(name)) await io.stdout.write(`/usr/bin/${name}\n`);
      else status = 1;
    }
    return status;
  };
}

export const whoami: Program = async (io) => {
  await io.stdout.write(`${io.env.get('USER') ?? 'root'}\n`);
  return 0;
};

export const hostname: Program = async (io) => {
  await io.stdout.write(`${io.env.get('HOSTNAME') ?? 'localhost'}\n`);
  return 0;
};

export const uname: Program = async (io) => {
  const options = parseOptions(io.args, 'asnrvmpio', '');
  const host = io.env.get('HOSTNAME') ?? 'localhost';
  const parts: readonly (readonly [string, string])[] = [
    ['s', 'Linux'],
    ['n', host],
    ['r', '6.1.0'],
    ['v', '#1 SMP'],
    ['m', 'x86_64'],
    ['o', 'GNU/Linux'],
  ];
  const wanted = parts.filter(
    ([letter]) => options.has('a') || options.has(letter) || (options.values.size === 0 && letter === 's'),
  );
  await io.stdout.write(`${wanted.map(([, text]) => text).join(' ')}\n`);
  return 0;
};

export const clear: Program = async (io) => {
  await io.stdout.write('\x1b[H\x1b[2J\x1b[3J');
  return 0;
};
