import { decodeBase64, utf8Text } from '../../../api/base64.ts';
import { configMaps, secrets } from '../../../api/resources.ts';
import type { Container } from '../../../api/types/container.ts';
import type { ConfigMap, Secret } from '../../../api/types/core.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Volume } from '../../../api/types/volume.ts';
import type { Client } from '../../client/client.ts';
import { downwardValue } from './downward-value.ts';

/** Files by their path in the container. A directory is what stands before a `/`. */
export type Files = Map<string, string>;

export interface FileSources {
  readonly client: Client;
  readonly pod: Pod;
  readonly container: Container;
  readonly hostname: string;
  readonly podIp: string;
  /** What was written into emptyDir volumes, by volume. */
  readonly volumes: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Directories that every image has. */
export const usualDirectories = [
  '/bin',
  '/dev',
  '/etc',
  '/home',
  '/proc',
  '/root',
  '/run',
  '/sys',
  '/tmp',
  '/usr',
  '/var',
];

/** The files of a container that are known: what the kubelet and the volumes put there. */
export function containerFiles(from: FileSources): Files {
  const files: Files = new Map([
    ['/etc/hostname', `${from.hostname}\n`],
    ['/etc/hosts', hosts(from)],
    ['/etc/resolv.conf', resolvConf(from.pod)],
  ]);
  for (const { name, mountPath, subPath } of from.container.volumeMounts ?? []) {
    const volume = from.pod.spec.volumes?.find((candidate) => candidate.name === name);
    if (volume === undefined) continue;
    const base = mountPath.replace(/\/+$/, '');
    for (const [path, text] of volumeFiles(from, volume)) {
      if (subPath === undefined || subPath === '') files.set(`${base}/${path}`, text);
      else if (path === subPath) files.set(base, text);
      else if (path.startsWith(`${subPath}/`)) files.set(`${base}${path.slice(subPath.length)}`, text);
    }
  }
  return files;
}

function volumeFiles(from: FileSources, volume: Volume): ReadonlyMap<string, string> {
  const { pod } = from;
  if (volume.configMap) return items(configMapData(from, volume.configMap.name), volume.configMap.items);
  if (volume.secret) return items(secretData(from, volume.secret.secretName), volume.secret.items);
  if (volume.downwardAPI) {
    return new Map((volume.downwardAPI.items ?? []).map((item) => [item.path, downwardValue(pod, item)]));
  }
  if (volume.projected) {
    const out = new Map<string, string>();
    for (const { configMap, secret, downwardAPI, serviceAccountToken } of volume.projected.sources ?? []) {
      const parts = [
        configMap ? items(configMapData(from, configMap.name), configMap.items) : [],
        secret ? items(secretData(from, secret.name), secret.items) : [],
        (downwardAPI?.items ?? []).map((item) => [item.path, downwardValue(pod, item)] as const),
        serviceAccountToken
          ? [[serviceAccountToken.path, 'not simulated in Drydock: service account tokens\n'] as const]
          : [],
      ];
      for (const part of parts) for (const [path, text] of part) out.set(path, text);
    }
    return out;
  }
  return from.volumes.get(volume.name) ?? new Map();
}

type Items = readonly { readonly key: string; readonly path: string }[] | undefined;

function items(data: ReadonlyMap<string, string>, wanted: Items): ReadonlyMap<string, string> {
  if (wanted === undefined || wanted.length === 0) return data;
  return new Map(wanted.flatMap(({ key, path }) => (data.has(key) ? [[path, data.get(key)!] as const] : [])));
}

function configMapData({ client, pod }: FileSources, name: string | undefined): ReadonlyMap<string, string> {
  const found = client.get<ConfigMap>(configMaps, pod.metadata.namespace, name ?? '');
  const binary = Object.entries(found?.binaryData ?? {}).map(([key, value]) => [key, plain(value)] as const);
  return new Map([...Object.entries(found?.data ?? {}), ...binary]);
}

function secretData({ client, pod }: FileSources, name: string | undefined): ReadonlyMap<string, string> {
  const found = client.get<Secret>(secrets, pod.metadata.namespace, name ?? '');
  return new Map(Object.entries(found?.data ?? {}).map(([key, value]) => [key, plain(value)]));
}

const plain = (base64: string): string => utf8Text(decodeBase64(base64) ?? new Uint8Array());

/** Models kubelet managedHostsFileContent. */
function hosts({ pod, hostname, podIp }: FileSources): string {
  const lines = [
    '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    'fe00::\tip6-localnet',
    'fe00::\tip6-mcastprefix',
    'fe00::1\tip6-allnodes',
    'fe00::2\tip6-allrouters',
  ];
  const { subdomain, hostAliases } = pod.spec;
  const full = subdomain ? `${hostname}.${subdomain}.${pod.metadata.namespace}.svc.cluster.local\t` : '';
  lines.push(`${podIp}\t${full}${hostname}`);
  if (hostAliases?.length) {
    lines.push('', '# Entries added by HostAliases.');
    for (const { ip, hostnames } of hostAliases) lines.push(`${ip}\t${(hostnames ?? []).join('\t')}`);
  }
  return `${lines.join('\n')}\n`;
}

function resolvConf(pod: Pod): string {
  const { dnsPolicy, dnsConfig, hostNetwork } = pod.spec;
  const cluster =
    dnsPolicy === 'ClusterFirstWithHostNet' || (dnsPolicy !== 'Default' && dnsPolicy !== 'None' && !hostNetwork);
  const domain = `${pod.metadata.namespace}.svc.cluster.local`;
  const searches = [...(cluster ? [domain, 'svc.cluster.local', 'cluster.local'] : []), ...(dnsConfig?.searches ?? [])];
  const servers = [
    ...(cluster ? ['10.96.0.10'] : dnsPolicy === 'None' ? [] : ['1.1.1.1']),
    ...(dnsConfig?.nameservers ?? []),
  ];
  const options = [
    ...(cluster ? ['ndots:5'] : []),
    ...(dnsConfig?.options ?? []).map(({ name, value }) => (value === undefined ? name : `${name}:${value}`)),
  ];
  const lines = [
    ...(searches.length > 0 ? [`search ${searches.join(' ')}`] : []),
    ...servers.map((server) => `nameserver ${server}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
