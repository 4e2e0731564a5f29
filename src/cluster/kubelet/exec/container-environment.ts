import { decodeBase64, utf8Text } from '../../../api/base64.ts';
import { configMaps, secrets, services } from '../../../api/resources.ts';
import type { Container } from '../../../api/types/container.ts';
import type { ConfigMap, Secret } from '../../../api/types/core.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Service } from '../../../api/types/service.ts';
import type { Client } from '../../client/client.ts';
import { downwardValue } from './downward-value.ts';

export type Environment = Map<string, string>;

/** The environment of a container's processes. Models kubelet makeEnvironmentVariables; the image adds PATH alone. */
export function containerEnvironment(client: Client, pod: Pod, container: Container, hostname: string): Environment {
  const env: Environment = new Map([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOSTNAME', hostname],
  ]);
  const namespace = pod.metadata.namespace ?? '';
  const given: Environment = new Map();
  for (const { configMapRef, secretRef, prefix = '' } of container.envFrom ?? []) {
    const map = configMapRef && client.get<ConfigMap>(configMaps, namespace, configMapRef.name ?? '');
    const secret = secretRef && client.get<Secret>(secrets, namespace, secretRef.name ?? '');
    for (const [key, value] of Object.entries(map?.data ?? {})) given.set(prefix + key, value);
    for (const [key, value] of Object.entries(secret?.data ?? {})) given.set(prefix + key, plain(value));
  }
  const links = serviceLinks(client, pod);
  for (const { name, value, valueFrom } of container.env ?? []) {
    if (valueFrom === undefined) {
      given.set(name, expandReferences(value ?? '', new Map([...links, ...given])));
      continue;
    }
    const { configMapKeyRef, secretKeyRef } = valueFrom;
    if (configMapKeyRef) {
      const found = client.get<ConfigMap>(configMaps, namespace, configMapKeyRef.name ?? '')?.data?.[
        configMapKeyRef.key
      ];
      if (found !== undefined) given.set(name, found);
    } else if (secretKeyRef) {
      const found = client.get<Secret>(secrets, namespace, secretKeyRef.name ?? '')?.data?.[secretKeyRef.key];
      if (found !== undefined) given.set(name, plain(found));
    } else given.set(name, downwardValue(pod, valueFrom, container.name));
  }
  for (const [name, value] of given) env.set(name, value);
  for (const [name, value] of links) if (!given.has(name)) env.set(name, value);
  env.set('HOME', '/root');
  return env;
}

const plain = (base64: string): string => utf8Text(decodeBase64(base64) ?? new Uint8Array());

/** `$(NAME)` becomes the variable's value, `$$` a dollar sign. Models third_party/forked/golang/expansion Expand. */
export function expandReferences(text: string, env: ReadonlyMap<string, string>): string {
  return text.replace(/\$\$|\$\(([^()]*)\)/g, (all, name: string | undefined) =>
    name === undefined ? '$' : (env.get(name) ?? all),
  );
}

/** Variables of the services that a pod could see when it started. Models kubelet envvars FromServices. */
function serviceLinks(client: Client, pod: Pod): Environment {
  const out: Environment = new Map();
  const namespace = pod.metadata.namespace ?? '';
  const own = pod.spec.enableServiceLinks === false ? [] : client.list<Service>(services, { namespace });
  const master = client.get<Service>(services, 'default', 'kubernetes');
  const all = [...own.filter(({ metadata }) => namespace !== 'default' || metadata.name !== 'kubernetes'), master];
  for (const service of all) {
    const ip = service?.spec.clusterIP;
    const first = service?.spec.ports?.[0];
    if (service === undefined || !ip || ip === 'None' || first === undefined) continue;
    const prefix = service.metadata.name.toUpperCase().replaceAll('-', '_');
    out.set(`${prefix}_SERVICE_HOST`, ip);
    out.set(`${prefix}_SERVICE_PORT`, String(first.port));
    for (const { name, port } of service.spec.ports ?? []) {
      if (name) out.set(`${prefix}_SERVICE_PORT_${name.toUpperCase().replaceAll('-', '_')}`, String(port));
    }
    out.set(`${prefix}_PORT`, `${(first.protocol ?? 'TCP').toLowerCase()}://${ip}:${first.port}`);
    for (const { port, protocol = 'TCP' } of service.spec.ports ?? []) {
      const one = `${prefix}_PORT_${port}_${protocol}`;
      out.set(one, `${protocol.toLowerCase()}://${ip}:${port}`);
      out.set(`${one}_PROTO`, protocol.toLowerCase());
      out.set(`${one}_PORT`, String(port));
      out.set(`${one}_ADDR`, ip);
    }
  }
  return out;
}
