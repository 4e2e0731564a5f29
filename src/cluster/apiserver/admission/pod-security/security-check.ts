import type { ObjectMeta } from '../../../../api/object.ts';
import type { Container } from '../../../../api/types/container.ts';
import type { PodSecurityContext, PodSpec } from '../../../../api/types/pod.ts';

/** What a check looks at: a pod, or the template of one. */
export interface CheckedPod {
  readonly metadata?: Pick<ObjectMeta, 'annotations'>;
  readonly spec: PodSpec;
}

/** What is wrong with a pod: a few words, and who does what. */
export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

/** One rule of a security level, from a minor version of Kubernetes 1 on. */
export interface SecurityCheck {
  readonly since: number;
  /** The first minor version that no longer has it. */
  readonly until?: number;
  check(pod: CheckedPod): Violation | undefined;
}

type SecurityContext = NonNullable<Container['securityContext']>;
/** The fields that pods and containers share. */
export type AnyContext = SecurityContext | PodSecurityContext;

/** Models pod-security-admission/policy visitContainers, in its order. */
export function containersOf({ initContainers = [], containers = [], ephemeralContainers = [] }: PodSpec) {
  return [...initContainers, ...containers, ...ephemeralContainers] as readonly Container[];
}

/** The names of the containers for which something holds. */
export const namesWhere = (
  { spec }: CheckedPod,
  holds: (context: SecurityContext | undefined, container: Container) => boolean,
): readonly string[] =>
  containersOf(spec)
    .filter((container) => holds(container.securityContext, container))
    .map(({ name }) => name);

export const quoted = (items: readonly string[]): string => `"${items.join('", "')}"`;

export const plural = (one: string, many: string, count: number): string => (count === 1 ? one : many);

/** `container "a"`, `containers "a", "b"`. */
export const named = (names: readonly string[]): string =>
  `${plural('container', 'containers', names.length)} ${quoted(names)}`;

/** Who of a pod and its containers does something: `pod and container "a"`; empty when nobody does. */
export function settersOf(pod: CheckedPod, does: (context: AnyContext) => boolean): string {
  const { securityContext } = pod.spec;
  const names = namesWhere(pod, (context) => context !== undefined && does(context));
  const setters = securityContext !== undefined && does(securityContext) ? ['pod'] : [];
  if (names.length > 0) setters.push(named(names));
  return setters.join(' and ');
}

/** Different ones, in order. */
export const distinct = (items: readonly string[]): readonly string[] => [...new Set(items)].sort();
