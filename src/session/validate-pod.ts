import type { Draft } from '../api/object.ts';
import type { Pod } from '../api/types/pod.ts';
import type { Cluster } from '../cluster/create-cluster.ts';

const KUBELET = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

/** Asks the API server's validation what is wrong with a pod; undefined: nothing. What admission says does not count. */
export const validatePod =
  ({ apiserver }: Cluster) =>
  (draft: Draft<Pod>): string | undefined => {
    const namespace = draft.metadata.namespace || 'default';
    const { status, body } = apiserver.handle({
      method: 'POST',
      path: `/api/v1/namespaces/${namespace}/pods`,
      query: { dryRun: 'All' },
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: draft,
      user: KUBELET,
    });
    if (status !== 422) return undefined;
    const { message = '' } = body as { message?: string };
    return message.replace(/^Pod "[^"]*" is invalid: /, '');
  };
