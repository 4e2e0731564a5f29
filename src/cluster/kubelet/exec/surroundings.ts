import type { Pod } from '../../../api/types/pod.ts';
import type { Millis } from '../../../sim/clock.ts';
import type { Client } from '../../client/client.ts';
import { containersOf } from '../pod-containers.ts';
import type { PodRecord } from '../pod-record.ts';
import { containerEnvironment } from './container-environment.ts';
import { containerFiles, usualDirectories } from './container-files.ts';
import { imageFile } from './image-files.ts';
import type { Surroundings } from './shell.ts';

/** What the processes of a container see, from what the kubelet put there and what was written since. */
export function surroundings(
  client: Client,
  pod: Pod,
  record: PodRecord,
  index: number,
  startAt: Millis,
  limitMs: Millis,
): Surroundings {
  const container = containersOf(pod.spec)[index]!;
  const hostname = pod.spec.hostNetwork ? record.node : (pod.spec.hostname ?? pod.metadata.name).slice(0, 63);
  const podIp = pod.spec.hostNetwork ? (pod.status.hostIP ?? '') : record.ip;
  const files = containerFiles({ client, pod, container, hostname, podIp, volumes: record.volumes ?? new Map() });
  const own = imageFile(container);
  if (own !== undefined) files.set(...own);
  for (const [path, text] of record.containers[index]!.files ?? []) {
    if (text === undefined) files.delete(path);
    else files.set(path, text);
  }
  return {
    env: containerEnvironment(client, pod, container, hostname),
    files,
    directories: new Set([
      ...usualDirectories,
      ...(own === undefined ? [] : [own[0].slice(0, own[0].lastIndexOf('/'))]),
      ...(container.volumeMounts ?? []).filter(({ subPath }) => !subPath).map(({ mountPath }) => mountPath),
    ]),
    hostname,
    startAt,
    limitMs,
    mainCommand: [...(container.command ?? []), ...(container.args ?? [])],
    userId: container.securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser ?? 0,
  };
}
