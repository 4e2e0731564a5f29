import { expect, test } from 'vitest';
import type { Flag } from './command.ts';
import { parseFlags } from './flags.ts';

const flags: readonly Flag[] = [
  { name: 'output', shorthand: 'o', type: 'string', help: '' },
  { name: 'namespace', shorthand: 'n', type: 'string', help: '' },
  { name: 'selector', shorthand: 'l', type: 'string', help: '' },
  { name: 'follow', shorthand: 'f', type: 'bool', help: '' },
  { name: 'watch', shorthand: 'w', type: 'bool', help: '' },
  { name: 'replicas', type: 'int', default: '-1', help: '' },
  { name: 'timeout', type: 'duration', default: '0s', help: '' },
  { name: 'dry-run', type: 'string', default: 'none', noValue: 'unchanged', help: '' },
  { name: 'label-columns', shorthand: 'L', type: 'stringSlice', help: '' },
  { name: 'from-literal', type: 'stringArray', help: '' },
];

test.each([
  ['-oyaml', { output: 'yaml' }, []],
  ['-o=yaml', { output: 'yaml' }, []],
  ['-o yaml x', { output: 'yaml' }, ['x']],
  ['-lapp=x', { selector: 'app=x' }, []],
  ['-fn ns pod', { follow: true, namespace: 'ns' }, ['pod']],
  ['-fw', { follow: true, watch: true }, []],
  ['--follow=false', { follow: false }, []],
  ['a --dry-run b', { 'dry-run': 'unchanged' }, ['a', 'b']],
  ['--dry-run=client', { 'dry-run': 'client' }, []],
  ['node gpu-', {}, ['node', 'gpu-']],
  ['a -- -o yaml', {}, ['a', '-o', 'yaml']],
  ['- x', {}, ['-', 'x']],
  ['--dry_run=server', { 'dry-run': 'server' }, []],
  ['--replicas=0x10', { replicas: 16 }, []],
  ['--timeout=1m30s', { timeout: 90_000 }, []],
  ['-L a,b -L c', { 'label-columns': ['a', 'b', 'c'] }, []],
  ['--from-literal=a=1,2 --from-literal b=2', { 'from-literal': ['a=1,2', 'b=2'] }, []],
])('%s', (line, values, args) => {
  const parsed = parseFlags(line.split(' '), flags);
  if ('error' in parsed) throw new Error(parsed.error);
  expect(parsed.args).toEqual(args);
  for (const flag of flags) {
    expect(parsed.flags.changed(flag.name)).toBe(Object.hasOwn(values, flag.name));
  }
  const { flags: read } = parsed;
  const readers = {
    string: read.string,
    bool: read.bool,
    int: read.int,
    duration: read.duration,
    stringSlice: read.list,
    stringArray: read.list,
  };
  for (const [name, value] of Object.entries(values)) {
    expect(readers[flags.find((flag) => flag.name === name)!.type](name)).toEqual(value);
  }
});

test.each([
  ['--bogus', 'unknown flag: --bogus'],
  ['--bogus=1', 'unknown flag: --bogus'],
  ['-Z', "unknown shorthand flag: 'Z' in -Z"],
  ['-fZw', "unknown shorthand flag: 'Z' in -Zw"],
  ['--output', 'flag needs an argument: --output'],
  ['-o', "flag needs an argument: 'o' in -o"],
  ['--=x', 'bad flag syntax: --=x'],
  ['--replicas=x', 'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
  [
    '--watch=maybe',
    'invalid argument "maybe" for "-w, --watch" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
  ],
  ['--timeout=5x', 'invalid argument "5x" for "--timeout" flag: time: unknown unit "x" in duration "5x"'],
  ['--timeout=5', 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
])('%s is refused', (line, error) => {
  expect(parseFlags(line.split(' '), flags)).toMatchObject({ error });
});
