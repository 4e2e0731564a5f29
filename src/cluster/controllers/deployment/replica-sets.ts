import { scaledValue } from '../../../api/int-or-string.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import type { Deployment, ReplicaSet } from '../../../api/types/deployment.ts';
import type { PodTemplateSpec } from '../../../api/types/pod.ts';

export const HASH_LABEL = 'pod-template-hash';
export const REVISION = 'deployment.kubernetes.io/revision';
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas';
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas';

/** The sets of a deployment: the one of its template, and all others. */
export interface SetsOfDeployment {
  readonly current: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
}

export const replicasOf = ({ spec }: { readonly spec: { readonly replicas?: number } }): number => spec.replicas ?? 0;
export const sumOf = (sets: readonly ReplicaSet[], value: (set: ReplicaSet) => number): number =>
  sets.reduce((sum, set) => sum + value(set), 0);
export const allOf = ({ current, old }: SetsOfDeployment): readonly ReplicaSet[] =>
  current === undefined ? old : [...old, current];

/** Models pkg/controller/deployment/util FindNewReplicaSet: the oldest set with the deployment's template. */
export function splitSets(deployment: Deployment, sets: readonly ReplicaSet[]): SetsOfDeployment {
  const sorted = [...sets].sort(byCreation);
  const current = sorted.find(({ spec }) => equalIgnoringHash(spec.template, deployment.spec.template));
  return { current, old: sets.filter((set) => set !== current) };
}

/** Models EqualIgnoreHash. */
export function equalIgnoringHash(a: PodTemplateSpec | undefined, b: PodTemplateSpec | undefined): boolean {
  return jsonEqual(a?.spec, b?.spec) && jsonEqual(metadataWithoutHash(a), metadataWithoutHash(b));
}

function metadataWithoutHash(template: PodTemplateSpec | undefined): unknown {
  const { labels, ...others } = template?.metadata ?? {};
  if (labels === undefined) return others;
  const { [HASH_LABEL]: _, ...kept } = labels;
  return Object.keys(kept).length === 0 ? others : { ...others, labels: kept };
}

/** Models ReplicaSetsByCreationTimestamp. */
export function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  const [left, right] = [a.metadata, b.metadata];
  if (left.creationTimestamp !== right.creationTimestamp) {
    return left.creationTimestamp < right.creationTimestamp ? -1 : 1;
  }
  return left.name < right.name ? -1 : 1;
}

/** The revision of a set; a set without one, or with something else there, counts as revision 0. */
export const revisionOf = ({ metadata }: ReplicaSet): bigint => parseRevision(metadata.annotations?.[REVISION]) ?? 0n;

/** A revision as 64 bits, more than a number holds exactly. Models strconv.ParseInt. */
export function parseRevision(text: string | undefined): bigint | undefined {
  if (text === undefined || !/^[+-]?\d{1,20}$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

export const compareRevisions = (a: ReplicaSet, b: ReplicaSet): number => {
  const difference = revisionOf(a) - revisionOf(b);
  return difference < 0n ? -1 : Number(difference > 0n);
};

export interface RolloutLimits {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/** Models ResolveFenceposts with MaxSurge and MaxUnavailable: a rollout that allows nothing may miss one pod. */
export function rolloutLimits(deployment: Deployment): RolloutLimits {
  const { strategy } = deployment.spec;
  const replicas = replicasOf(deployment);
  if (strategy?.type !== 'RollingUpdate') return { maxSurge: 0, maxUnavailable: 0 };
  const maxSurge = scaledValue(strategy.rollingUpdate?.maxSurge, replicas, true);
  const maxUnavailable = scaledValue(strategy.rollingUpdate?.maxUnavailable, replicas, false);
  const least = maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable;
  return { maxSurge, maxUnavailable: Math.min(least, replicas) };
}

/** How many pods the current set may have now. Models NewRSNewReplicas. */
export function currentSetSize(deployment: Deployment, all: readonly ReplicaSet[], current: number): number {
  const wanted = replicasOf(deployment);
  if (deployment.spec.strategy?.type === 'Recreate') return wanted;
  const total = sumOf(all, replicasOf);
  const most = wanted + rolloutLimits(deployment).maxSurge;
  if (total >= most) return current;
  return current + Math.min(most - total, wanted - current);
}
