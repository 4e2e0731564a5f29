import { parseLabelSelector, selectorMatches } from '../api/labels.ts';
import { nodes as nodeResource, pods } from '../api/resources.ts';
import { nodeShape } from '../cluster/cluster-shapes.ts';
import type { Cluster } from '../cluster/create-cluster.ts';
import type { GradeSource } from '../lab/grade-source.ts';
import type { WhatIfStep } from '../lab/pack.ts';
import type { FileSystem } from '../shell/file-system.ts';
import { resolvePath } from '../shell/resolve-path.ts';
import { HOME } from './home.ts';
import { ADMIN } from './machine.ts';

type Files = Pick<FileSystem, 'read' | 'kind'>;
/** The files of a machine by its name. */
export type FilesOf = (machine: string) => Files | undefined;

/** Shows checks a cluster and the person's files (`node01:/path`: those of another machine); what-if questions are asked of a fork of the cluster. */
export function machineGradeSource(cluster: Cluster, files: Files, filesOf?: FilesOf): GradeSource {
  return {
    client: cluster.apiserver.client(ADMIN),
    now: cluster.world.clock.now(),
    readFile(path) {
      const remote = /^([a-z0-9][a-z0-9.-]*):(\/.*)$/.exec(path);
      const [where, full] =
        remote === null ? [files, resolvePath(HOME, path)] : [filesOf?.(remote[1]!), resolvePath('/', remote[2]!)];
      return where?.kind(full) === 'file' ? where.read(full) : undefined;
    },
    whatIf(steps, seconds) {
      const fork = cluster.fork();
      for (const step of steps) take(fork, step);
      fork.world.clock.advanceTo(fork.world.clock.now() + seconds * 1000);
      return machineGradeSource(fork, files, filesOf);
    },
  };
}

function take(cluster: Cluster, step: WhatIfStep): void {
  const client = cluster.apiserver.client(ADMIN);
  if ('addNode' in step) {
    cluster.addNode(nodeShape(step.addNode, cluster.kubelets.nodeNames().length));
  } else if ('labelNode' in step) {
    if (client.get(nodeResource, undefined, step.labelNode.name) === undefined) return;
    client.patch(nodeResource, undefined, step.labelNode.name, 'merge', {
      metadata: { labels: step.labelNode.labels },
    });
  } else if ('taintNode' in step) {
    const node = client.get(nodeResource, undefined, step.taintNode.name);
    if (node === undefined) return;
    const taints = [...(node.spec.taints ?? []), ...step.taintNode.taints];
    client.patch(nodeResource, undefined, step.taintNode.name, 'merge', { spec: { taints } });
  } else {
    const { namespace, labels } = step.deletePods;
    const selector = parseLabelSelector(labels);
    if ('error' in selector) throw new Error(`a what-if step has a bad label selector: ${selector.error}`);
    for (const pod of client.list(pods, { namespace })) {
      if (selectorMatches(selector, pod.metadata.labels ?? {})) client.delete(pods, namespace, pod.metadata.name);
    }
  }
}
