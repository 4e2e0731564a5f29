import { expect, it } from 'vitest';
import { maskedSecrets } from './masked-secrets.ts';

// The cases of kubectl/pkg/cmd/diff/diff_test.go TestMasker.
it.each([
  ['no changes', { a: '1' }, { a: '1' }, { a: '***' }, { a: '***' }],
  [
    'one value changed',
    { a: '1', b: '2' },
    { a: '3', b: '2' },
    { a: '*** (before)', b: '***' },
    { a: '*** (after)', b: '***' },
  ],
  ['a key added', { a: '1' }, { a: '1', b: '2' }, { a: '***' }, { a: '***', b: '***' }],
  ['a key removed', { a: '1', b: '2' }, { a: '1' }, { a: '***', b: '***' }, { a: '***' }],
  ['a new object', undefined, { a: '1' }, undefined, { a: '***' }],
])('%s', (_, from, to, maskedFrom, maskedTo) => {
  expect(maskedSecrets(from === undefined ? undefined : { data: from }, { data: to })).toEqual({
    from: maskedFrom === undefined ? undefined : { data: maskedFrom },
    to: { data: maskedTo },
  });
});
