import type { Pod } from '../../../../api/types/pod.ts';
import { containersOf } from './security-check.ts';

const SECCOMP = /^(container\.)?seccomp\.security\.alpha\.kubernetes\.io\//;

/** Whether an update changes anything that security levels are about. Models isSignificantPodUpdate. */
export function isSignificantUpdate(pod: Pod, old: Pod): boolean {
  if (seccompOf(pod) !== seccompOf(old)) return true;
  if (pod.spec === old.spec) return false;
  const before = containersOf(old.spec);
  const now = containersOf(pod.spec);
  return (
    now.length !== before.length ||
    now.some(({ name, image }, i) => name !== before[i]!.name || image !== before[i]!.image)
  );
}

const seccompOf = ({ metadata: { annotations } }: Pod): string =>
  annotations === undefined ? '' : String(Object.entries(annotations).filter(([key]) => SECCOMP.test(key)));
