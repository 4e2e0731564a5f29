import type { Deployment, ReplicaSet } from '../../../api/types/deployment.ts';
import {
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  parseRevision,
  REVISION,
  REVISION_HISTORY,
  replicasOf,
  rolloutLimits,
} from './replica-sets.ts';

type Annotations = Readonly<Record<string, string>>;

/** Annotations that say something of the deployment or of a set alone. */
const NOT_COPIED = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  'deprecated.deployment.rollback.to',
]);
const HISTORY_LIMIT = 2000;

/** How many pods a set is part of; proportional scaling reads it later. Models SetReplicasAnnotations. */
export const sizeAnnotations = (deployment: Deployment): Annotations => ({
  [DESIRED_REPLICAS]: String(replicasOf(deployment)),
  [MAX_REPLICAS]: String(replicasOf(deployment) + rolloutLimits(deployment).maxSurge),
});

/** The annotations of the current set under this revision. Models SetNewReplicaSetAnnotations. */
export function currentSetAnnotations(
  deployment: Deployment,
  set: ReplicaSet | undefined,
  revision: bigint,
): Annotations {
  const old = set?.metadata.annotations ?? {};
  const next: Record<string, string> = { ...old };
  for (const [key, value] of Object.entries(deployment.metadata.annotations ?? {})) {
    if (!NOT_COPIED.has(key)) next[key] = value;
  }
  const given = old[REVISION] ?? '';
  const before = given === '' ? 0n : parseRevision(given);
  if (before === undefined) return old;
  if (before < revision) {
    next[REVISION] = String(revision);
    if (given !== '') next[REVISION_HISTORY] = history(old[REVISION_HISTORY], given);
  }
  return set === undefined ? { ...next, ...sizeAnnotations(deployment) } : next;
}

function history(known: string | undefined, revision: string): string {
  if (known === undefined || known === '') return revision;
  let parts = [...known.split(','), revision];
  while (parts.length > 1 && parts.join(',').length > HISTORY_LIMIT) parts = parts.slice(1);
  return parts.join(',');
}
