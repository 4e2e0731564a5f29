import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const FOLDER = import.meta.dirname;
const linesOf = (file: string) =>
  readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The names of the specs that tests here carry. */
function testedHere(): readonly string[] {
  const texts = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(FOLDER, file), 'utf8'));
  const named = /[Ss]pec\(\s*(?:'(\[sig-[^']+)'|"(\[sig-[^"]+)")/g;
  return texts.flatMap((text) => [...text.matchAll(named)].map((match) => match[1] ?? match[2]!));
}

it('has a test for every spec that the server is held against, or says where one is', () => {
  const elsewhere = linesOf('elsewhere.list').map((line) => {
    const [name, where, ...rest] = line.split(' | ');
    expect([line, rest]).toEqual([line, []]);
    expect([line, where?.length]).not.toEqual([line, undefined]);
    return name!;
  });
  expect([...testedHere(), ...elsewhere].sort()).toEqual([...linesOf('specs.list')].sort());
});
