import type { Container } from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';
import { findImage } from './image-registry.ts';

/** Why a container may not run as the user it would run as. Models kuberuntime verifyRunAsNonRoot. */
export function userError(pod: Pod, container: Container): string | undefined {
  const own = container.securityContext;
  const common = pod.spec.securityContext;
  if (!(own?.runAsNonRoot ?? common?.runAsNonRoot)) return undefined;
  const { name, namespace, uid } = pod.metadata;
  const where = `(pod: "${name}_${namespace}(${uid})", container: ${container.name})`;
  const user = own?.runAsUser ?? common?.runAsUser;
  if (user !== undefined) return user === 0 ? `container's runAsUser breaks non-root policy ${where}` : undefined;
  const answer = findImage(container.image ?? '');
  const root = answer.kind !== 'found' || (answer.known.user ?? 0) === 0;
  return root ? `container has runAsNonRoot and image will run as root ${where}` : undefined;
}
