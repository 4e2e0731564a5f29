import { ApiError } from '../../api/api-error.ts';
import { pods } from '../../api/resources.ts';
import { formatTime } from '../../api/time.ts';
import type { Pod, PodCondition } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import type { Client } from '../client/client.ts';

type Verdict = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>;

/**
 * Sets a condition of a pod and, unless undefined, the node it is promised ('' takes the promise back). Writes nothing when
 * all is so already, or the pod is gone. Models schedule_one.go updatePod and podutil UpdatePodCondition.
 */
export function writePodStatus(
  client: Client,
  now: Millis,
  { metadata }: Pod,
  verdict: Verdict | undefined,
  nominated: string | undefined,
): void {
  const pod = client.get(pods, metadata.namespace, metadata.name);
  if (pod === undefined || pod.metadata.uid !== metadata.uid) return;
  const conditions = verdict === undefined ? undefined : withCondition(pod.status.conditions ?? [], verdict, now);
  const renominated = nominated !== undefined && nominated !== (pod.status.nominatedNodeName ?? '');
  if (conditions === undefined && !renominated) return;
  const { nominatedNodeName, ...status } = pod.status;
  const promised = nominated ?? nominatedNodeName ?? '';
  try {
    client.updateStatus(pods, {
      ...pod,
      status: {
        ...status,
        ...(conditions === undefined ? {} : { conditions }),
        ...(promised === '' ? {} : { nominatedNodeName: promised }),
      },
    });
  } catch (error) {
    // The scheduler logs what the server refuses, and goes on.
    if (!(error instanceof ApiError)) throw error;
  }
}

/** The conditions with this one set in its place; undefined when nothing changes. */
function withCondition(
  conditions: readonly PodCondition[],
  verdict: Verdict,
  now: Millis,
): readonly PodCondition[] | undefined {
  const known = conditions.find(({ type }) => type === verdict.type);
  if (known?.status === verdict.status && known.reason === verdict.reason && known.message === verdict.message) {
    return undefined;
  }
  const condition: PodCondition = {
    // The field is a time without omitempty, so a server shows it as null.
    lastProbeTime: null as unknown as string,
    lastTransitionTime: known?.status === verdict.status ? known.lastTransitionTime! : formatTime(now),
    ...verdict,
  };
  if (known === undefined) return [...conditions, condition];
  return conditions.map((one) => (one === known ? condition : one));
}
