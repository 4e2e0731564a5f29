import type { KubeObject } from '../../api/object.ts';
import { configMaps, persistentVolumeClaims, type Resource, secrets } from '../../api/resources.ts';
import type { Container } from '../../api/types/container.ts';
import type { ConfigMap, Secret } from '../../api/types/core.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Volume } from '../../api/types/volume.ts';
import type { Client } from '../client/client.ts';

/** Why volumes cannot be mounted: events, and the names of the volumes. Empty when all can. */
export interface MissingMounts {
  readonly events: readonly string[];
  readonly volumes: readonly string[];
  /** What the kubelet cannot even begin to mount. */
  readonly unprocessed: readonly string[];
  readonly error: string;
}

/** Looks for ConfigMaps, Secrets and claims that a pod's volumes need. Models volumemanager and its volume plugins. */
export function missingMounts(client: Client, pod: Pod): MissingMounts | undefined {
  const events: string[] = [];
  const volumes: string[] = [];
  const unprocessed: string[] = [];
  let error = 'context deadline exceeded';
  for (const volume of pod.spec.volumes ?? []) {
    const claim = volume.persistentVolumeClaim?.claimName;
    const why = claim === undefined ? sourceError(client, pod, volume) : undefined;
    const unbound = claim === undefined ? undefined : claimError(client, pod, claim);
    if (why !== undefined) events.push(`MountVolume.SetUp failed for volume "${volume.name}" : ${why}`);
    if (unbound !== undefined) {
      unprocessed.push(volume.name);
      error = unbound;
    }
    if (why !== undefined || unbound !== undefined) volumes.push(volume.name);
  }
  return volumes.length === 0 ? undefined : { events, volumes, unprocessed, error };
}

function sourceError(client: Client, pod: Pod, { configMap, secret, projected }: Volume): string | undefined {
  if (configMap !== undefined) return mapError(client, pod, configMap);
  if (secret !== undefined) return secretError(client, pod, { ...secret, name: secret.secretName });
  for (const source of projected?.sources ?? []) {
    const why = source.configMap
      ? mapError(client, pod, source.configMap)
      : source.secret && secretError(client, pod, source.secret);
    if (why !== undefined) return why;
  }
  return undefined;
}

interface Source {
  readonly name?: string | undefined;
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string }[];
}

function mapError(client: Client, pod: Pod, { name = '', optional, items }: Source): string | undefined {
  if (optional) return undefined;
  const found = client.get<ConfigMap>(configMaps, pod.metadata.namespace, name);
  if (found === undefined) return `configmap "${name}" not found`;
  const lost = items?.find(
    ({ key }) => !Object.hasOwn(found.data ?? {}, key) && !Object.hasOwn(found.binaryData ?? {}, key),
  );
  return lost && `configmap references non-existent config key: ${lost.key}`;
}

function secretError(client: Client, pod: Pod, { name = '', optional, items }: Source): string | undefined {
  if (optional) return undefined;
  const found = client.get<Secret>(secrets, pod.metadata.namespace, name);
  if (found === undefined) return `secret "${name}" not found`;
  const lost = items?.find(({ key }) => !Object.hasOwn(found.data ?? {}, key));
  return lost && `references non-existent secret key: ${lost.key}`;
}

/** Models volumemanager desired_state_of_world_populator getPVCExtractPV. */
function claimError(client: Client, pod: Pod, name: string): string | undefined {
  const { namespace } = pod.metadata;
  const claim = client.get(persistentVolumeClaims, namespace, name);
  const prefix = `error processing PVC ${namespace}/${name}: `;
  if (claim === undefined)
    return `${prefix}failed to fetch PVC from API server: persistentvolumeclaims "${name}" not found`;
  if (claim.metadata.deletionTimestamp !== undefined) return `${prefix}PVC is being deleted`;
  return claim.status?.phase === 'Bound' && claim.spec?.volumeName ? undefined : `${prefix}PVC is not bound`;
}

const lacks = (client: Client, resource: Resource<KubeObject>, pod: Pod, name: string | undefined) =>
  client.get(resource, pod.metadata.namespace, name ?? '') === undefined;

/** Why a container's environment cannot be made; undefined when it can. Models kubelet makeEnvironmentVariables. */
export function environmentError(client: Client, pod: Pod, container: Container): string | undefined {
  const { namespace } = pod.metadata;
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (configMapRef && !configMapRef.optional && lacks(client, configMaps, pod, configMapRef.name)) {
      return `configmap "${configMapRef.name}" not found`;
    }
    if (secretRef && !secretRef.optional && lacks(client, secrets, pod, secretRef.name)) {
      return `secret "${secretRef.name}" not found`;
    }
  }
  for (const { valueFrom } of container.env ?? []) {
    const fromMap = valueFrom?.configMapKeyRef;
    if (fromMap && !fromMap.optional) {
      const map = client.get<ConfigMap>(configMaps, namespace, fromMap.name ?? '');
      if (map === undefined) return `configmap "${fromMap.name}" not found`;
      if (!Object.hasOwn(map.data ?? {}, fromMap.key)) {
        return `couldn't find key ${fromMap.key} in ConfigMap ${namespace}/${fromMap.name}`;
      }
    }
    const fromSecret = valueFrom?.secretKeyRef;
    if (fromSecret && !fromSecret.optional) {
      const secret = client.get<Secret>(secrets, namespace, fromSecret.name ?? '');
      if (secret === undefined) return `secret "${fromSecret.name}" not found`;
      if (!Object.hasOwn(secret.data ?? {}, fromSecret.key)) {
        return `couldn't find key ${fromSecret.key} in Secret ${namespace}/${fromSecret.name}`;
      }
    }
  }
  return undefined;
}
