import type { Pod, PodSpec } from '../../api/types/pod.ts';
import { componentFault } from './component-fault.ts';
import { findImage } from './image-registry.ts';

/** Flags that would make another cluster of it: where it listens, and where its data is. */
const HELD: Readonly<Record<string, readonly string[]>> = {
  'kube-apiserver': ['secure-port', 'etcd-prefix'],
  etcd: ['data-dir', 'listen-client-urls'],
};

/**
 * Why a manifest of kube-apiserver or etcd must stay as it is: with other data or at another port the cluster would be
 * pretended. Undefined when the change is one that is simulated: they can be stopped and be broken, and other flags have no
 * effect.
 */
export function manifestRefusal(
  known: Pod | undefined,
  next: { readonly spec: PodSpec } | undefined,
): string | undefined {
  for (const container of known?.spec.containers ?? []) {
    const program = programOf(container.image);
    const held = Object.hasOwn(HELD, program) ? HELD[program]! : undefined;
    const other = next?.spec.containers.find(({ name }) => name === container.name);
    if (held === undefined || other === undefined || componentFault(other) !== undefined) continue;
    if (other.image !== container.image && findImage(other.image ?? '').kind === 'found') {
      return `not simulated in Drydock: another version of ${program}`;
    }
    for (const flag of held) {
      if (flagOf(other, flag) === flagOf(container, flag)) continue;
      return `not simulated in Drydock: another --${flag} of ${program}`;
    }
  }
  return undefined;
}

const programOf = (image = ''): string =>
  image
    .replace(/[:@].*$/, '')
    .split('/')
    .at(-1)!;

function flagOf({ command = [], args = [] }: PodSpec['containers'][number], flag: string): string | undefined {
  return [...command, ...args].find((word) => word.startsWith(`--${flag}=`));
}
