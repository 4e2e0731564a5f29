import { hint, isOwn } from '../cluster-event.ts';
import type { SchedulerPlugin } from '../plugin.ts';

/** Keeps pods with gates waiting. Models kube-scheduler plugins/schedulinggates. */
export const schedulingGates: SchedulerPlugin = {
  name: 'SchedulingGates',
  hints: [hint('UnscheduledPod', ['UpdatePodSchedulingGatesEliminated'], isOwn)],
  preEnqueue({ spec }) {
    const gates = (spec.schedulingGates ?? []).map(({ name }) => name);
    if (gates.length === 0) return undefined;
    const reasons = [`waiting for scheduling gates: [${gates.join(' ')}]`];
    return { plugin: 'SchedulingGates', reasons, preemptable: false };
  },
};
