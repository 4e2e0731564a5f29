import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import discoveryFacts from '../../api/schema/discovery.json' with { type: 'json' };
import { kindGaps } from './kind-gaps.ts';
import { strategies } from './registry.ts';
import { reviews } from './reviews/reviews.ts';

const README = join(import.meta.dirname, '../../../README.md');
const [BEGIN, END] = ['<!-- kinds: made by readme-kinds.test.ts -->\n', '<!-- /kinds -->'];
/** What issue 3 leaves out on purpose; these are refused as a server without them refuses. */
const LEFT_OUT = /^(admissionregistration|apiextensions|apiregistration|flowcontrol)\b/;

/** The README's table: from the registry, what each kind lacks, and what the recorded discovery has besides. */
function table(): string {
  const served = [...strategies, ...reviews].map(({ resource }) => resource.kind);
  const known = (discoveryFacts as readonly { groupVersion: string; name: string; kind: string }[])
    .filter(({ groupVersion, name }) => !LEFT_OUT.test(groupVersion) && !name.includes('/'))
    .map(({ kind }) => kind);
  const list = (kinds: readonly string[]) => [...new Set(kinds)].sort().join(', ');
  const partly = served.filter((kind) => kindGaps[kind] !== undefined).sort();
  return [
    '| kind | state |\n|---|---|',
    `| ${list(served.filter((kind) => kindGaps[kind] === undefined))} | done |`,
    ...partly.map((kind) => `| ${kind} | partly: ${kindGaps[kind]} |`),
    `| ${list(known.filter((kind) => !served.includes(kind)))} | not yet |\n`,
  ].join('\n');
}

describe('the table of kinds in the README', () => {
  const readme = readFileSync(README, 'utf8');
  const [before = '', rest = ''] = readme.split(BEGIN);
  const [written, after] = rest.split(END);

  it('is what the registry says (write it with UPDATE_README=1)', () => {
    if (process.env.UPDATE_README === '1') writeFileSync(README, before + BEGIN + table() + END + after);
    else expect(written).toBe(table());
  });

  it('names gaps of served kinds only', () => {
    const served = new Set(strategies.map(({ resource }) => resource.kind));
    expect(Object.keys(kindGaps).filter((kind) => !served.has(kind))).toEqual([]);
  });
});
