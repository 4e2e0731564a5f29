import type { Pod } from '../../api/types/pod.ts';
import type { SchedulingView } from './decide.ts';
import { rejectionOf } from './decide.ts';
import type { Rejection } from './plugin.ts';

/** For every node the first rule that refuses the pod, or undefined where it fits: the scheduler's own decision, by node name. */
export function explainPlacement(pod: Pod, view: SchedulingView): ReadonlyMap<string, Rejection | undefined> {
  return new Map([...view.nodes].map(([name, info]) => [name, rejectionOf(pod, view.withNominated(info, pod))]));
}
