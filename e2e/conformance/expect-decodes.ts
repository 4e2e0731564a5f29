import { expect } from 'vitest';
import { decodeProblems } from '../../src/api/decode.ts';
import { typeOf } from '../../src/api/schema.ts';

/** Every answer fits its Go type: a client that is written in Go fails on anything else. */
export function expectDecodes(answer: unknown): void {
  const { apiVersion, kind } = answer as { readonly apiVersion?: string; readonly kind?: string };
  const [version = '', group = ''] = (apiVersion ?? '').split('/').reverse();
  const type = typeOf(group, version, kind ?? '');
  expect([kind, type]).not.toEqual([kind, undefined]);
  expect({ kind, ...decodeProblems(type!, answer) }).toEqual({ kind, unknown: [] });
}
