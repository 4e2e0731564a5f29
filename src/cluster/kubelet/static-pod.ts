import { deepFreeze } from '../../api/deep-freeze.ts';
import type { Draft } from '../../api/object.ts';
import { formatTime } from '../../api/time.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import { stableHex } from './stable-hex.ts';

export const mirrorAnnotation = 'kubernetes.io/config.mirror';
const hashAnnotation = 'kubernetes.io/config.hash';
const noExecute = { effect: 'NoExecute', operator: 'Exists' } as const;

/** The pod that a manifest file of a node asks for. Models kubelet config applyDefaults and PodConfig's annotations. */
export function staticPod(draft: Draft<Pod>, node: string, file: string, now: Millis): Pod {
  const uid = stableHex(`host:${node} file:${file} ${JSON.stringify(draft)}`, 32);
  const name = draft.metadata.name ?? '';
  const tolerations = draft.spec.tolerations ?? [];
  const tolerates = tolerations.some(
    ({ key, operator, effect }) => !key && operator === 'Exists' && effect === 'NoExecute',
  );
  return deepFreeze({
    ...draft,
    metadata: {
      ...draft.metadata,
      name: `${name}-${node.toLowerCase()}`,
      namespace: draft.metadata.namespace || 'default',
      uid,
      resourceVersion: '',
      creationTimestamp: formatTime(now),
      annotations: {
        ...draft.metadata.annotations,
        [hashAnnotation]: uid,
        'kubernetes.io/config.seen': seenTime(now, uid),
        'kubernetes.io/config.source': 'file',
      },
    },
    spec: { ...draft.spec, nodeName: node, tolerations: tolerates ? tolerations : [...tolerations, noExecute] },
    status: { phase: 'Pending' },
  }) as Pod;
}

/** The same static pod, to be ended. */
export function endedStaticPod(pod: Pod, now: Millis): Pod {
  if (pod.metadata.deletionTimestamp !== undefined) return pod;
  return { ...pod, metadata: { ...pod.metadata, deletionTimestamp: formatTime(now) } };
}

export function isMirrorPod(pod: Pod): boolean {
  return pod.metadata.annotations?.[mirrorAnnotation] !== undefined;
}

/** Models kubelet pod_manager IsMirrorPodOf by the hash of the manifest. */
export function isMirrorOf(pod: Pod, source: Pod): boolean {
  return pod.metadata.annotations?.[mirrorAnnotation] === source.metadata.uid;
}

/** What the kubelet asks the API server to show for a static pod. Models kubelet mirror_client CreateMirrorPod. */
export function mirrorDraft(source: Pod, nodeUid: string): Draft<Pod> {
  const { name, namespace, labels, annotations } = source.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      ...(labels === undefined ? {} : { labels }),
      annotations: { ...annotations, [mirrorAnnotation]: source.metadata.uid },
      ownerReferences: [
        { apiVersion: 'v1', controller: true, kind: 'Node', name: source.spec.nodeName!, uid: nodeUid },
      ],
    },
    spec: source.spec,
  } as Draft<Pod>;
}

/** A time with nanoseconds. Those below a millisecond, which virtual time does not have, depend on the manifest. */
function seenTime(now: Millis, uid: string): string {
  const below = 100_001 + (Number.parseInt(uid.slice(0, 5), 16) % 899_999);
  return `${new Date(now).toISOString().slice(0, -1)}${below}Z`;
}
