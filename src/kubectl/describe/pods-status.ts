import type { Pod } from '../../api/types/pod.ts';
import type { KubectlContext } from '../context.ts';

/** `3 Running / 0 Waiting / 0 Succeeded / 0 Failed` for the pods a controller owns. Models getPodStatusForController. */
export async function podsStatusText(
  context: KubectlContext,
  namespace: string,
  selector: string,
  uid: string,
): Promise<string> {
  const pods = (await context.list(await context.resource('pods'), namespace, {
    labelSelector: selector,
  })) as readonly Pod[];
  const counts = { Running: 0, Pending: 0, Succeeded: 0, Failed: 0, Unknown: 0 };
  for (const pod of pods) {
    const owner = pod.metadata.ownerReferences?.find((reference) => reference.controller === true);
    if (owner?.uid === uid && pod.status.phase !== undefined) counts[pod.status.phase]++;
  }
  return `${counts.Running} Running / ${counts.Pending} Waiting / ${counts.Succeeded} Succeeded / ${counts.Failed} Failed`;
}
