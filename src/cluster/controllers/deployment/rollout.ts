import { ApiError } from '../../../api/api-error.ts';
import { templateHash } from '../../../api/hash.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import type { Draft, ObjectMeta } from '../../../api/object.ts';
import { deployments, replicaSets } from '../../../api/resources.ts';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../../api/types/deployment.ts';
import type { ComponentContext } from '../../client/component.ts';
import { controllerOf, controllerRef } from '../controller-ref.ts';
import { RetryError } from '../retry-error.ts';
import { conditionOf, hasDeadline, withCondition } from './conditions.ts';
import {
  allOf,
  currentSetSize,
  equalIgnoringHash,
  HASH_LABEL,
  REVISION,
  replicasOf,
  revisionOf,
  type SetsOfDeployment,
} from './replica-sets.ts';
import { currentSetAnnotations, sizeAnnotations } from './set-annotations.ts';

/** One turn of a deployment: what is known of it, kept up with what the turn writes. */
export interface Turn {
  deployment: Deployment;
  sets: SetsOfDeployment;
}

/** Gives a set this size and records it. True when the size changed. Models scaleReplicaSetAndRecordEvent. */
export function scaleSet(context: ComponentContext, turn: Turn, set: ReplicaSet, size: number): boolean {
  const before = replicasOf(set);
  const annotations = { ...set.metadata.annotations, ...sizeAnnotations(turn.deployment) };
  if (before === size && jsonEqual(annotations, set.metadata.annotations)) return false;
  const changed = context.client.update(replicaSets, {
    ...set,
    metadata: { ...set.metadata, annotations },
    spec: { ...set.spec, replicas: size },
  });
  replaceSet(turn, set, changed);
  if (before === size) return false;
  const operation = before < size ? 'up' : 'down';
  const message = `Scaled ${operation} replica set ${set.metadata.name} from ${before} to ${size}`;
  context.events.event(turn.deployment, 'Normal', 'ScalingReplicaSet', message);
  return true;
}

function replaceSet(turn: Turn, set: ReplicaSet, changed: ReplicaSet): void {
  const { current, old } = turn.sets;
  turn.sets =
    current?.metadata.uid === set.metadata.uid
      ? { current: changed, old }
      : { current, old: old.map((one) => (one.metadata.uid === set.metadata.uid ? changed : one)) };
}

/** Writes a status (and the revision) if it is another. */
export function writeStatus(
  { client }: ComponentContext,
  turn: Turn,
  status: DeploymentStatus,
  annotations = turn.deployment.metadata.annotations,
): void {
  const { deployment } = turn;
  if (jsonEqual(status, deployment.status) && annotations === deployment.metadata.annotations) return;
  const metadata = annotations === undefined ? deployment.metadata : { ...deployment.metadata, annotations };
  turn.deployment = client.updateStatus(deployments, { ...deployment, metadata, status });
}

/** Sees to the revision of the current set, and makes the set if it is missing and wanted. Models getNewReplicaSet. */
export function syncCurrentSet(context: ComponentContext, turn: Turn, create: boolean): void {
  const { current, old } = turn.sets;
  const revision = old.map(revisionOf).reduce((most, one) => (one > most ? one : most), 0n) + 1n;
  if (current !== undefined) {
    keepCurrentSet(context, turn, current, revision);
    return;
  }
  if (!create) return;
  const made = createCurrentSet(context, turn, revision);
  turn.sets = { current: made, old };
  const { name } = made.metadata;
  if (replicasOf(made) > 0) {
    const message = `Scaled up replica set ${name} from 0 to ${replicasOf(made)}`;
    context.events.event(turn.deployment, 'Normal', 'ScalingReplicaSet', message);
  }
  noteRevision(context, turn, made, `Created new replica set "${name}"`, 'NewReplicaSetCreated');
}

function keepCurrentSet(context: ComponentContext, turn: Turn, current: ReplicaSet, revision: bigint): void {
  const { deployment } = turn;
  const annotations = currentSetAnnotations(deployment, current, revision);
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  let set = current;
  if (
    !jsonEqual(annotations, current.metadata.annotations ?? {}) ||
    (current.spec.minReadySeconds ?? 0) !== minReadySeconds
  ) {
    const { minReadySeconds: _, ...spec } = current.spec;
    set = context.client.update(replicaSets, {
      ...current,
      metadata: { ...current.metadata, annotations },
      spec: minReadySeconds === 0 ? spec : { ...spec, minReadySeconds },
    });
    replaceSet(turn, current, set);
  }
  const known = conditionOf(deployment.status.conditions, 'Progressing');
  if (known === undefined) {
    noteRevision(context, turn, set, `Found new replica set "${set.metadata.name}"`, 'FoundNewReplicaSet');
  } else noteRevision(context, turn, set);
}

/** The deployment carries the revision of its current set. */
function noteRevision(context: ComponentContext, turn: Turn, set: ReplicaSet, message?: string, reason?: string): void {
  const { metadata, status } = turn.deployment;
  const revision = set.metadata.annotations?.[REVISION];
  const annotations =
    revision === undefined || metadata.annotations?.[REVISION] === revision
      ? metadata.annotations
      : { ...metadata.annotations, [REVISION]: revision };
  let next = status;
  if (message !== undefined && hasDeadline(turn.deployment)) {
    const now = context.world.clock.now();
    const conditions = withCondition(status.conditions ?? [], 'Progressing', 'True', reason!, message, now);
    next = { ...status, conditions };
  }
  writeStatus(context, turn, next, annotations);
}

function createCurrentSet(context: ComponentContext, turn: Turn, revision: bigint): ReplicaSet {
  const { client, events, world } = context;
  const { deployment } = turn;
  const { metadata, spec, status } = deployment;
  const hash = templateHash(spec.template, status.collisionCount);
  const labels = { ...spec.template.metadata?.labels, [HASH_LABEL]: hash };
  const name = `${metadata.name}-${hash}`;
  const draft: Draft<ReplicaSet> = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: metadata.namespace!,
      ownerReferences: [controllerRef(deployment)],
      labels,
      annotations: currentSetAnnotations(deployment, undefined, revision),
    },
    spec: {
      replicas: currentSetSize(deployment, allOf(turn.sets), 0),
      ...(spec.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}),
      selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } as ObjectMeta },
    },
  };
  try {
    return client.create(replicaSets, metadata.namespace, draft);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.reason === 'AlreadyExists') {
      const there = client.get(replicaSets, metadata.namespace, name);
      const ours = there !== undefined && controllerOf(there)?.uid === metadata.uid;
      if (ours && equalIgnoringHash(there.spec.template, spec.template)) return there;
      // Two templates share a hash: the next attempt counts on.
      writeStatus(context, turn, { ...status, collisionCount: (status.collisionCount ?? 0) + 1 });
      throw new RetryError(error.message);
    }
    const message = `Failed to create new replica set "${name}": ${error.message}`;
    if (hasDeadline(deployment)) {
      const now = world.clock.now();
      const old = status.conditions ?? [];
      const conditions = withCondition(old, 'Progressing', 'False', 'ReplicaSetCreateError', message, now);
      writeStatus(context, turn, { ...status, conditions });
    }
    events.event(deployment, 'Warning', 'ReplicaSetCreateError', message);
    throw error;
  }
}
