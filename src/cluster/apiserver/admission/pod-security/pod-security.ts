import type { KubeObject } from '../../../../api/object.ts';
import type { Pod } from '../../../../api/types/pod.ts';
import type { Store } from '../../../store/store.ts';
import { forbiddenWrite, invalidObject } from '../../refusals.ts';
import { resourceName } from '../../strategy.ts';
import type { AdmissionAttempt, AdmissionPlugin } from '../admission-plugin.ts';
import type { CheckedPod } from './security-check.ts';
import { compareLevels, type LevelVersion, levelText, securityPolicy } from './security-policy.ts';
import { reasonsText, securityViolations, violationsText } from './security-violations.ts';
import { isSignificantUpdate } from './significant-update.ts';

const IGNORED_SUBRESOURCES = new Set([
  'exec',
  'attach',
  'binding',
  'eviction',
  'log',
  'portforward',
  'proxy',
  'status',
]);

type Templated = { readonly spec?: { readonly template?: CheckedPod; readonly jobTemplate?: Templated } };
const templateOf = (object: KubeObject) => (object as Templated).spec?.template;

/** Where the kinds that make pods keep what their pods will be. */
const TEMPLATES: Readonly<Record<string, (object: KubeObject) => CheckedPod | undefined>> = {
  replicationcontrollers: templateOf,
  podtemplates: (object) => (object as { readonly template?: CheckedPod }).template,
  'replicasets.apps': templateOf,
  'deployments.apps': templateOf,
  'statefulsets.apps': templateOf,
  'daemonsets.apps': templateOf,
  'jobs.batch': templateOf,
  'cronjobs.batch': (object) => (object as Templated).spec?.jobTemplate?.spec?.template,
};

/** Holds pods to the security levels that their namespace asks for. Models pod-security-admission/admission. */
export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  validate(object, attempt, store) {
    if (attempt.operation === 'DELETE') return;
    const name = resourceName(attempt.strategy.resource);
    if (name === 'namespaces') validateNamespace(object, attempt, store);
    else if (name === 'pods') validatePod(object as Pod, attempt, store);
    else if (Object.hasOwn(TEMPLATES, name)) validateTemplate(object, attempt, store);
  },
};

const policyOf = (namespace: string | undefined, store: Store) =>
  securityPolicy(store.get('namespaces', namespace ?? '')?.metadata.labels);

function validatePod(pod: Pod, attempt: AdmissionAttempt, store: Store): void {
  const { namespace, subresource, old, strategy, name } = attempt;
  if (IGNORED_SUBRESOURCES.has(subresource)) return;
  const { enforce, warn } = policyOf(namespace, store);
  if (enforce.level === 'privileged' && warn.level === 'privileged') return;
  if (old !== undefined && !isSignificantUpdate(pod, old as Pod)) return;
  const violations = securityViolations(enforce, pod);
  if (violations.length > 0) {
    const why = `violates PodSecurity "${levelText(enforce)}": ${violationsText(violations)}`;
    throw forbiddenWrite(strategy.resource, name, why);
  }
  warnOf(warn, pod, attempt);
}

/** What makes pods is let through with a warning: it is its pods that are refused. */
function validateTemplate(object: KubeObject, attempt: AdmissionAttempt, store: Store): void {
  if (attempt.subresource !== '') return;
  const { warn } = policyOf(attempt.namespace, store);
  if (warn.level === 'privileged') return;
  const template = TEMPLATES[resourceName(attempt.strategy.resource)]!(object);
  if (template?.spec !== undefined) warnOf(warn, template, attempt);
}

function warnOf(level: LevelVersion, pod: CheckedPod, { warn }: AdmissionAttempt): void {
  const violations = securityViolations(level, pod);
  if (violations.length === 0) return;
  warn(`would violate PodSecurity "${levelText(level)}": ${violationsText(violations)}`);
}

/** Labels must be right, and whoever asks for more hears which pods would not be let in. */
function validateNamespace(object: KubeObject, attempt: AdmissionAttempt, store: Store): void {
  const { subresource, old, strategy, name, warn } = attempt;
  if (subresource !== '' || (old !== undefined && old.metadata.labels === object.metadata.labels)) return;
  const { errors, enforce } = securityPolicy(object.metadata.labels);
  const before = old === undefined ? undefined : securityPolicy(old.metadata.labels);
  const isOldFault = before !== undefined && JSON.stringify(before.errors) === JSON.stringify(errors);
  if (errors.length > 0 && !isOldFault) throw invalidObject(strategy.resource, name, errors);
  if (before === undefined || enforce.level === 'privileged') return;
  const sameVersion = enforce.version === before.enforce.version;
  if (sameVersion && compareLevels(enforce.level, before.enforce.level) <= 0) return;
  for (const text of warningsOf(name, enforce, store.list('pods', { namespace: name }) as readonly Pod[])) warn(text);
}

const MOST_PODS = 3000;

/** Models EvaluatePodsInNamespace: pods with the same faults share a line. */
function warningsOf(namespace: string, enforce: LevelVersion, pods: readonly Pod[]): readonly string[] {
  const byReasons = new Map<string, { first: string; count: number }>();
  for (const pod of pods.slice(0, MOST_PODS)) {
    const reasons = reasonsText(securityViolations(enforce, pod));
    if (reasons === '') continue;
    const known = byReasons.get(reasons);
    if (known === undefined) byReasons.set(reasons, { first: pod.metadata.name, count: 1 });
    else known.count++;
  }
  const lines = [...byReasons].map(([reasons, { first, count }]) => {
    const others = count === 1 ? '' : ` (and ${count - 1} other ${count === 2 ? 'pod' : 'pods'})`;
    return `${first}${others}: ${reasons}`;
  });
  const checked = `new PodSecurity enforce level only checked against the first ${MOST_PODS} of ${pods.length} existing pods`;
  const level = levelText(enforce);
  return [
    ...(pods.length > MOST_PODS ? [checked] : []),
    ...(lines.length > 0
      ? [`existing pods in namespace "${namespace}" violate the new PodSecurity enforce level "${level}"`]
      : []),
    ...lines.sort(),
  ];
}
