import type { Container } from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';
import { findImage } from '../../cluster/kubelet/image-registry.ts';
import type { KnownPod } from '../../cluster/kubelet/machine-inspection.ts';
import { containersOf } from '../../cluster/kubelet/pod-containers.ts';
import type { PodRecord } from '../../cluster/kubelet/pod-record.ts';
import { stableHex } from '../../cluster/kubelet/stable-hex.ts';
import type { Kubelets } from '../../cluster/kubelet/start-kubelet.ts';

/** A container as the runtime knows it. */
export interface RuntimeContainer {
  readonly id: string;
  readonly name: string;
  readonly attempt: number;
  readonly state: 'Running' | 'Exited';
  readonly createdAt: number;
  readonly finishedAt: number;
  readonly exitCode: number;
  readonly reason: string;
  readonly imageId: string;
  readonly spec: Container;
  readonly sandbox: Sandbox;
}

export interface Sandbox {
  readonly id: string;
  readonly ready: boolean;
  readonly createdAt: number;
  readonly pod: Pod;
  readonly record: PodRecord;
}

const plainId = (id: string): string => id.replace(/^.*:\/\//, '');

/** The sandboxes of a machine, newest first. */
export function sandboxesOf(kubelets: Kubelets, node: string): readonly Sandbox[] {
  return kubelets
    .podsOn(node)
    .filter(({ record }) => record.sandbox || record.containers.some(({ starts }) => starts > 0))
    .map(sandboxOf)
    .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
}

function sandboxOf({ pod, record }: KnownPod): Sandbox {
  const over =
    record.finished || (record.stopping !== undefined && record.containers.every((c) => c.phase !== 'running'));
  return {
    id: stableHex(`sandbox ${record.uid} ${record.ip}`, 64),
    ready: record.sandbox && !over,
    createdAt: record.startedAt ?? 0,
    pod,
    record,
  };
}

/** The containers of a machine, newest first; of those that ended, the kubelet keeps the last. */
export function containersOn(kubelets: Kubelets, node: string): readonly RuntimeContainer[] {
  const all = sandboxesOf(kubelets, node).flatMap((sandbox) =>
    sandbox.record.containers.flatMap((container, index): RuntimeContainer[] => {
      const spec = containersOf(sandbox.pod.spec)[index];
      if (container.starts === 0 || spec === undefined) return [];
      const base = { name: container.name, imageId: container.imageId, spec, sandbox };
      const now: RuntimeContainer = {
        ...base,
        id: plainId(container.containerId),
        attempt: container.starts - 1,
        state: container.phase === 'running' ? 'Running' : 'Exited',
        createdAt: container.startedAt,
        finishedAt: container.phase === 'running' ? 0 : container.finishedAt,
        exitCode: container.phase === 'running' ? 0 : container.exitCode,
        reason: container.phase === 'running' ? '' : container.exitReason,
      };
      const { last } = container;
      if (last?.containerID === undefined || plainId(last.containerID) === now.id) return [now];
      const before: RuntimeContainer = {
        ...base,
        id: plainId(last.containerID),
        attempt: container.starts - 2,
        state: 'Exited',
        createdAt: Date.parse(last.startedAt ?? '') || 0,
        finishedAt: Date.parse(last.finishedAt ?? '') || 0,
        exitCode: last.exitCode,
        reason: last.reason ?? '',
      };
      return [now, before];
    }),
  );
  return all.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
}

/** The id that crictl shows for an image; it is not the digest of the repository. */
export function shortImageId(reference: string): string {
  const answer = findImage(reference);
  return stableHex(`image config ${answer.kind === 'found' ? answer.image : reference}`, 13);
}
