import type { KubeObject } from '../../api/object.ts';
import { configMaps, type Resource, secrets } from '../../api/resources.ts';
import type { Container } from '../../api/types/container.ts';
import type { ConfigMap, Secret } from '../../api/types/core.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Client } from '../client/client.ts';

/** Events of volumes that cannot be mounted because a ConfigMap or Secret is missing. */
export function missingMounts(client: Client, pod: Pod): readonly string[] {
  const out: string[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    const { configMap, secret } = volume;
    if (configMap !== undefined && !configMap.optional && lacks(client, configMaps, pod, configMap.name)) {
      out.push(`MountVolume.SetUp failed for volume "${volume.name}" : configmap "${configMap.name}" not found`);
    }
    if (secret !== undefined && !secret.optional && lacks(client, secrets, pod, secret.secretName)) {
      out.push(`MountVolume.SetUp failed for volume "${volume.name}" : secret "${secret.secretName}" not found`);
    }
  }
  return out;
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
