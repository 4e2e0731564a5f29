import { ApiError } from '../../api/api-error.ts';
import { pods } from '../../api/resources.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import type { Client } from '../client/client.ts';
import type { EventRecorder } from '../client/event-recorder.ts';
import { lowerNominated, type NominatorState } from './nominator.ts';
import { writePodStatus } from './pod-status-write.ts';
import type { Candidate } from './preemption-candidate.ts';
import { DEFAULT_SCHEDULER } from './scheduler-configuration.ts';

/**
 * Makes room for the pod: takes back promises of the node to lower pods, marks the victims and deletes them.
 * Models framework/preemption prepareCandidateAsync and PreemptPod.
 */
export function evictVictims(
  client: Client,
  now: Millis,
  events: EventRecorder,
  preemptor: Pod,
  { node, victims }: Candidate,
  nominator: NominatorState,
): void {
  for (const lower of lowerNominated(nominator, node, preemptor)) writePodStatus(client, now, lower, undefined, '');
  for (const victim of victims) {
    const { name, namespace, uid } = victim.metadata;
    const live = client.get(pods, namespace, name);
    if (live === undefined || live.metadata.uid !== uid || live.metadata.deletionTimestamp !== undefined) continue;
    const scheduler = preemptor.spec.schedulerName ?? DEFAULT_SCHEDULER;
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: `${scheduler}: preempting to accommodate a higher priority pod`,
    };
    writePodStatus(client, now, victim, condition, undefined);
    try {
      client.delete(pods, namespace, name);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      continue;
    }
    events.event(victim, 'Normal', 'Preempted', `Preempted by pod ${preemptor.metadata.uid} on node ${node}`);
  }
}
