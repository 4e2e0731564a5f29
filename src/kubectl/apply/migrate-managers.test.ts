import { describe, expect, it } from 'vitest';
import type { ManagedFieldsEntry } from '../../api/object.ts';
import { annotationOwners, migratedEntries } from './migrate-managers.ts';

type Fields = Readonly<Record<string, unknown>>;

const annotation = { 'f:metadata': { 'f:annotations': { 'f:kubectl.kubernetes.io/last-applied-configuration': {} } } };
const entry = (manager: string, operation: 'Apply' | 'Update', fieldsV1: Fields, more = {}): ManagedFieldsEntry => ({
  manager,
  operation,
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
  fieldsV1,
  ...more,
});

/** Models client-go csaupgrade TestUpgradeCSA. */
describe('who moves from client-side to server-side apply', () => {
  const cases: Readonly<
    Record<string, readonly [readonly ManagedFieldsEntry[], readonly ManagedFieldsEntry[] | undefined]>
  > = {
    'one who never applied on the server': [
      [entry('kubectl-client-side-apply', 'Update', { ...annotation, 'f:data': { 'f:a': {} } })],
      [entry('kubectl', 'Apply', { 'f:data': { 'f:a': {} }, ...annotation })],
    ],
    'one who did': [
      [
        entry('kubectl', 'Apply', { 'f:data': { 'f:b': {} } }),
        entry('kubectl-client-side-apply', 'Update', { 'f:data': { '.': {}, 'f:a': {} } }),
      ],
      [entry('kubectl', 'Apply', { 'f:data': { '.': {}, 'f:a': {}, 'f:b': {} } })],
    ],
    'one in another version, whose fields go': [
      [
        entry('kubectl', 'Apply', { 'f:data': { 'f:b': {} } }),
        entry('kubectl-client-side-apply', 'Update', { 'f:data': { 'f:a': {} } }, { apiVersion: 'v2' }),
      ],
      [entry('kubectl', 'Apply', { 'f:data': { 'f:b': {} } })],
    ],
    'one of two in different versions': [
      [
        entry('kubectl-client-side-apply', 'Update', { 'f:data': { 'f:a': {} } }),
        entry('kubectl-client-side-apply', 'Update', { 'f:data': { 'f:b': {} } }, { apiVersion: 'v2' }),
      ],
      [entry('kubectl', 'Apply', { 'f:data': { 'f:a': {} } })],
    ],
    'nobody of another name': [[entry('kubectl-edit', 'Update', annotation)], undefined],
    'nobody of a subresource': [
      [entry('kubectl-client-side-apply', 'Update', annotation, { subresource: 'scale' })],
      undefined,
    ],
    'nobody at all': [[], undefined],
  };
  it.each(Object.entries(cases))('%s', (_name, [before, after]) => {
    expect(migratedEntries(before, ['kubectl-client-side-apply'], 'kubectl')).toEqual(after);
  });

  it('is found by the annotation', () => {
    const owner = entry('a', 'Update', annotation);
    const others = [entry('b', 'Update', { 'f:metadata': { 'f:annotations': {} } }), entry('c', 'Apply', annotation)];
    expect(annotationOwners([owner, ...others], 'Update')).toEqual([owner]);
  });
});
