import { ApiError } from '../../../api/api-error.ts';
import { labelSelectorMatches } from '../../../api/labels.ts';
import { isPodReady, isPodTerminal, podCondition } from '../../../api/pod-conditions.ts';
import { pods } from '../../../api/resources.ts';
import { parseTime } from '../../../api/time.ts';
import type { Job } from '../../../api/types/job.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Client } from '../../client/client.ts';
import { claim } from '../claim.ts';
import { controllerOf } from '../controller-ref.ts';

/** Holds a pod until its Job has counted how it ended. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';

export const isTracked = ({ metadata }: Pod): boolean => metadata.finalizers?.includes(TRACKING_FINALIZER) === true;

export const isActive = (pod: Pod): boolean => !isPodTerminal(pod) && pod.metadata.deletionTimestamp === undefined;

export const isTerminating = (pod: Pod): boolean => !isPodTerminal(pod) && pod.metadata.deletionTimestamp !== undefined;

/** Models onlyReplaceFailedPods. */
export const replacesOnlyFailed = ({ spec }: Job): boolean =>
  spec.podReplacementPolicy === 'Failed' || spec.podFailurePolicy !== undefined;

/** A pod being deleted counts as failed where it is replaced at once. Models isPodFailed. */
export function isPodFailed(pod: Pod, job: Job): boolean {
  if (pod.status.phase === 'Failed') return true;
  if (replacesOnlyFailed(job)) return false;
  return pod.metadata.deletionTimestamp !== undefined && pod.status.phase !== 'Succeeded';
}

/** The Job's pods, with orphans adopted and strangers released. Models getPodsForJob. */
export function podsOfJob(client: Client, job: Job): readonly Pod[] {
  const { namespace = '', uid } = job.metadata;
  const { selector } = job.spec;
  const own = client.list(pods, { namespace, owner: uid });
  const orphans = client
    .list(pods, { orphansIn: namespace })
    .filter((pod) => labelSelectorMatches(selector, pod.metadata.labels));
  const claimed: Pod[] = [];
  for (const pod of [...own, ...orphans]) {
    const wasOwn = controllerOf(pod)?.uid === uid;
    const mine = claim(client, pods, job, selector, pod);
    if (mine === undefined) {
      if (wasOwn) untrack(client, pod);
    } else if (wasOwn || isTracked(mine)) claimed.push(mine);
    else {
      const finalizers = [...(mine.metadata.finalizers ?? []), TRACKING_FINALIZER];
      const { name } = mine.metadata;
      claimed.push(client.patch(pods, namespace, name, 'merge', { metadata: { uid: mine.metadata.uid, finalizers } }));
    }
  }
  return claimed;
}

/** Takes the finalizer from a pod; a pod that is gone is well. */
export function untrack(client: Client, { metadata }: Pod): void {
  const pod = client.get(pods, metadata.namespace, metadata.name);
  if (pod === undefined || pod.metadata.uid !== metadata.uid || !isTracked(pod)) return;
  const left = pod.metadata.finalizers!.filter((finalizer) => finalizer !== TRACKING_FINALIZER);
  const body = { metadata: { uid: metadata.uid, finalizers: left.length === 0 ? null : left } };
  try {
    client.patch(pods, metadata.namespace, metadata.name, 'merge', body);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 404) throw error;
  }
}

const PHASES: readonly (string | undefined)[] = ['Pending', 'Unknown', 'Running'];

/** What has got less far comes first. Models pkg/controller ActivePods. */
export function byProgress(a: Pod, b: Pod): number {
  const ranks = [
    Number((a.spec.nodeName ?? '') !== '') - Number((b.spec.nodeName ?? '') !== ''),
    PHASES.indexOf(a.status.phase) - PHASES.indexOf(b.status.phase),
    Number(isPodReady(a)) - Number(isPodReady(b)),
    readySince(b) - readySince(a),
    restarts(b) - restarts(a),
    (parseTime(b.metadata.creationTimestamp) ?? 0) - (parseTime(a.metadata.creationTimestamp) ?? 0),
  ];
  return ranks.find((rank) => rank !== 0) ?? 0;
}

function readySince(pod: Pod): number {
  return isPodReady(pod) ? (parseTime(podCondition(pod, 'Ready')?.lastTransitionTime) ?? 0) : 0;
}

function restarts({ status }: Pod): number {
  return Math.max(0, ...(status.containerStatuses ?? []).map(({ restartCount }) => restartCount ?? 0));
}
