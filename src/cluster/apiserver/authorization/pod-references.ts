import type { Container } from '../../../api/types/container.ts';
import type { Pod } from '../../../api/types/pod.ts';

/** What a node may read because a pod on it needs it. */
export type ReferencedKind = 'configmaps' | 'secrets' | 'persistentvolumeclaims' | 'serviceaccounts';

/** Whether a pod names an object of its namespace. Models plugin/pkg/auth/authorizer/node Graph.AddPod. */
export function podRefersTo({ metadata, spec }: Pod, kind: ReferencedKind, name: string): boolean {
  const { volumes = [], containers, initContainers = [], ephemeralContainers = [] } = spec;
  if (kind === 'serviceaccounts') return spec.serviceAccountName === name;
  if (kind === 'persistentvolumeclaims') {
    return volumes.some(
      (volume) =>
        volume.persistentVolumeClaim?.claimName === name ||
        (volume.ephemeral !== undefined && `${metadata.name}-${volume.name}` === name),
    );
  }
  const sources = volumes.flatMap((volume) => volume.projected?.sources ?? []);
  const all = [...containers, ...initContainers, ...ephemeralContainers] as readonly Container[];
  const env = all.flatMap((container) => container.env ?? []).map(({ valueFrom }) => valueFrom);
  const envFrom = all.flatMap((container) => container.envFrom ?? []);
  const names: readonly (string | undefined)[] =
    kind === 'configmaps'
      ? [
          ...volumes.map(({ configMap }) => configMap?.name),
          ...sources.map(({ configMap }) => configMap?.name),
          ...env.map((from) => from?.configMapKeyRef?.name),
          ...envFrom.map(({ configMapRef }) => configMapRef?.name),
        ]
      : [
          ...volumes.map(({ secret }) => secret?.secretName),
          ...sources.map(({ secret }) => secret?.name),
          ...env.map((from) => from?.secretKeyRef?.name),
          ...envFrom.map(({ secretRef }) => secretRef?.name),
          ...(spec.imagePullSecrets ?? []).map((secret) => secret.name),
        ];
  return names.includes(name);
}
