import { jsonEqual } from '../../api/json-equal.ts';
import type { Pod, PodSpec } from '../../api/types/pod.ts';

const held = ['kube-apiserver', 'etcd'];

/**
 * Why a manifest must stay as it is: the API server and its store are what everything here is made of, so a cluster without
 * them, or with other flags of theirs, would be pretended. Undefined when the change is one that is simulated.
 */
export function manifestRefusal(
  known: Pod | undefined,
  next: { readonly spec: PodSpec } | undefined,
): string | undefined {
  for (const container of known?.spec.containers ?? []) {
    const program = (container.image ?? '')
      .replace(/[:@].*$/, '')
      .split('/')
      .at(-1)!;
    if (!held.includes(program)) continue;
    const other = next?.spec.containers.find(({ name }) => name === container.name);
    if (other === undefined) return `not simulated in Drydock: a cluster whose ${program} is stopped`;
    if (other.image !== container.image) return `not simulated in Drydock: another image of ${program}`;
    if (!jsonEqual([other.command, other.args], [container.command, container.args])) {
      return `not simulated in Drydock: other flags of ${program}`;
    }
  }
  return undefined;
}
