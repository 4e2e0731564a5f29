import { describe, expect, it } from 'vitest';
import type { Pod } from '../../api/types/pod.ts';
import { drainErrors, drainWarnings, podsToDelete } from './pod-delete-list.ts';
import { type DrainOptions, judgePod } from './pod-filters.ts';

const plain: DrainOptions = {
  force: false,
  ignoreDaemonSets: false,
  deleteEmptyDirData: false,
  skipWaitForDeleteTimeoutSeconds: 0,
};
const pod = (kind: string, more: object = {}, annotations: object = {}) =>
  ({
    metadata: {
      name: 'p',
      namespace: 'default',
      annotations,
      ...(kind === '' ? {} : { ownerReferences: [{ kind, name: 'o', controller: true }] }),
    },
    spec: {},
    status: { phase: 'Running' },
    ...more,
  }) as unknown as Pod;
const local = { spec: { volumes: [{ name: 'v', emptyDir: {} }] } };

describe('drain', () => {
  it.each([
    [
      'a bare pod',
      pod(''),
      {},
      'cannot delete cannot delete Pods that declare no controller (use --force to override): default/p',
      0,
    ],
    ['a bare pod by force', pod(''), { force: true }, 'deleting Pods that declare no controller: default/p', 1],
    [
      'a daemon pod',
      pod('DaemonSet'),
      {},
      'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/p',
      0,
    ],
    [
      'an ignored daemon pod',
      pod('DaemonSet'),
      { ignoreDaemonSets: true },
      'ignoring DaemonSet-managed Pods: default/p',
      0,
    ],
    [
      'local data',
      pod('ReplicaSet', local),
      {},
      'cannot delete Pods with local storage (use --delete-emptydir-data to override): default/p',
      0,
    ],
    // The warning of the storage filter is lost to the filter behind it, as it is upstream.
    ['local data given up', pod('ReplicaSet', local), { deleteEmptyDirData: true }, '', 1],
    ['a mirror pod', pod('Node', {}, { 'kubernetes.io/config.mirror': 'x' }), {}, '', 0],
    ['a finished bare pod', pod('', { status: { phase: 'Succeeded' } }), {}, '', 1],
    ['a replicated pod', pod('ReplicaSet'), {}, '', 1],
  ] as const)('%s', (_, subject, options, text, deleted) => {
    const judged = [{ pod: subject, verdict: judgePod(subject, { ...plain, ...options }, { found: true }, 0) }];
    expect([...drainErrors(judged), drainWarnings(judged)].filter((line) => line !== '').join()).toBe(text);
    expect(podsToDelete(judged)).toHaveLength(deleted);
  });
});
