import { ApiError } from '../../../api/api-error.ts';
import { persistentVolumeClaims, pods } from '../../../api/resources.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { StatefulSet } from '../../../api/types/stateful-set.ts';
import type { ComponentContext } from '../../client/component.ts';
import { RetryError } from '../retry-error.ts';
import { templateOfRevision } from '../revision-data.ts';
import { hasStaleOwner, wantedClaimOwners } from './claim-owners.ts';
import {
  hasClaimVolumes,
  ordinalOf,
  POD_NAME_LABEL,
  podName,
  setClaims,
  setPod,
  volumesWithClaims,
} from './set-pod.ts';
import type { SetRevisions } from './set-revisions.ts';

/** What is done to the pods and claims of a set, with the events that tell of it. Models StatefulPodControl. */
export interface StatefulPodControl {
  /** Whether a claim still belongs to an earlier pod of that name, so that it will go with that. Models PodClaimIsStale. */
  hasStaleClaim(set: StatefulSet, ordinal: number): boolean;
  create(set: StatefulSet, revisions: SetRevisions, ordinal: number): Pod;
  createMissingClaims(set: StatefulSet, pod: Pod): void;
  /** Gives a pod the labels and claims back that make it the set's, and its claims the owners. Models UpdateStatefulPod. */
  restore(set: StatefulSet, pod: Pod): void;
  ownClaims(set: StatefulSet, pod: Pod): void;
  remove(set: StatefulSet, pod: Pod): void;
}

export function createStatefulPodControl({ client, events }: ComponentContext): StatefulPodControl {
  function say(verb: 'Create' | 'Update' | 'Delete', set: StatefulSet, name: string, error?: Error): void {
    const what = `${verb.toLowerCase()} Pod ${name} in StatefulSet ${set.metadata.name}`;
    if (error === undefined) events.event(set, 'Normal', `Successful${verb}`, `${what} successful`);
    else events.event(set, 'Warning', `Failed${verb}`, `${what} failed error: ${error.message}`);
  }

  /** Runs a step; a refusal is told in an event before it goes on. */
  function telling<T>(verb: 'Create' | 'Update' | 'Delete', set: StatefulSet, name: string, step: () => T): T {
    try {
      return step();
    } catch (error) {
      // A pod of that name that is not the set's is in the way: Kubernetes says nothing about it either.
      const isTaken = error instanceof ApiError && error.reason === 'AlreadyExists';
      if (!isTaken && (error instanceof ApiError || error instanceof RetryError)) say(verb, set, name, error);
      throw error;
    }
  }

  function createClaims(set: StatefulSet, ordinal: number): void {
    const problems: string[] = [];
    for (const wanted of setClaims(set, ordinal)) {
      const name = wanted.metadata.name!;
      const known = client.get(persistentVolumeClaims, set.metadata.namespace, name);
      if (known?.metadata.deletionTimestamp !== undefined) problems.push(`pvc ${name} is being deleted`);
      if (known !== undefined) continue;
      const about = `Pod ${podName(set, ordinal)} in StatefulSet ${set.metadata.name}`;
      try {
        client.create(persistentVolumeClaims, set.metadata.namespace, wanted);
        events.event(set, 'Normal', 'SuccessfulCreate', `create Claim ${name} ${about} success`);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        problems.push(`failed to create PVC ${name}: ${error.message}`);
        const failed = `create Claim ${name} for ${about} failed error: ${error.message}`;
        events.event(set, 'Warning', 'FailedCreate', failed);
      }
    }
    if (problems.length > 0) {
      throw new RetryError(problems.length === 1 ? problems[0]! : `[${problems.join(', ')}]`);
    }
  }

  /** Returns whether a claim had to change. Models UpdatePodClaimForRetentionPolicy. */
  function ownClaims(set: StatefulSet, pod: Pod): boolean {
    const { namespace } = set.metadata;
    let changed = false;
    for (const wanted of setClaims(set, ordinalOf(set, pod) ?? -1)) {
      const claim = client.get(persistentVolumeClaims, namespace, wanted.metadata.name!);
      const owners = claim === undefined ? undefined : wantedClaimOwners(claim, set, pod);
      if (claim === undefined || owners === undefined) continue;
      const { ownerReferences: _, ...metadata } = claim.metadata;
      const owned = owners.length === 0 ? metadata : { ...metadata, ownerReferences: owners };
      client.update(persistentVolumeClaims, { ...claim, metadata: owned });
      changed = true;
    }
    return changed;
  }

  return {
    hasStaleClaim(set, ordinal) {
      if ((set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled ?? 'Retain') === 'Retain') return false;
      const pod = { apiVersion: 'v1', kind: 'Pod', name: podName(set, ordinal) };
      return setClaims(set, ordinal).some(({ metadata }) => {
        const claim = client.get(persistentVolumeClaims, set.metadata.namespace, metadata.name!);
        return claim !== undefined && hasStaleOwner(claim, pod);
      });
    },
    create(set, revisions, ordinal) {
      const revision = startsAtCurrent(set, ordinal) ? revisions.current : revisions.update;
      const name = podName(set, ordinal);
      const draft = setPod(set, templateOfRevision(revision.data ?? {}), revision.metadata.name, ordinal);
      telling('Create', set, name, () => createClaims(set, ordinal));
      const pod = telling('Create', set, name, () => client.create(pods, set.metadata.namespace, draft));
      telling('Update', set, name, () => ownClaims(set, pod));
      say('Create', set, name);
      return pod;
    },
    createMissingClaims(set, pod) {
      createClaims(set, ordinalOf(set, pod)!);
      telling('Update', set, pod.metadata.name, () => ownClaims(set, pod));
    },
    restore(set, pod) {
      const ordinal = ordinalOf(set, pod)!;
      const { name } = pod.metadata;
      const volumes = volumesWithClaims(set, pod.spec, ordinal);
      const hasVolumes = hasClaimVolumes(set, pod.spec, ordinal);
      const hasName = pod.metadata.labels?.[POD_NAME_LABEL] === name;
      if (!hasVolumes) telling('Update', set, name, () => createClaims(set, ordinal));
      const hadOwners = !telling('Update', set, name, () => ownClaims(set, pod));
      if (hasVolumes && hasName && hadOwners) return;
      const labels = {
        ...pod.metadata.labels,
        [POD_NAME_LABEL]: name,
        'apps.kubernetes.io/pod-index': String(ordinal),
      };
      const spec = hasVolumes ? pod.spec : { ...pod.spec, volumes };
      telling('Update', set, name, () =>
        client.update(pods, { ...pod, metadata: { ...pod.metadata, labels }, spec } as Pod),
      );
      say('Update', set, name);
    },
    ownClaims,
    remove(set, { metadata }) {
      const { namespace, name } = metadata;
      telling('Delete', set, name, () => client.delete(pods, namespace, name));
      say('Delete', set, name);
    },
  };
}

/** Whether a new pod is made as before the update. Models newVersionedStatefulSetPod. */
function startsAtCurrent({ spec, status }: StatefulSet, ordinal: number): boolean {
  const { rollingUpdate, type } = spec.updateStrategy ?? {};
  const start = spec.ordinals?.start ?? 0;
  return rollingUpdate === undefined
    ? type === 'RollingUpdate' && ordinal < start + (status.currentReplicas ?? 0)
    : ordinal < start + (rollingUpdate.partition ?? 0);
}
