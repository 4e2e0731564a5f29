import type { Lease } from '../../api/types/lease.ts';
import type { Node } from '../../api/types/node.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { ApiResource, KubectlContext } from '../context.ts';
import { longDate } from './dates.ts';
import { describeEvents, searchEvents } from './describe-events.ts';
import type { Describer } from './describer.ts';
import { type Description, describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describeNodeResources } from './node-resources.ts';
import { describeTaints } from './tolerations.ts';

const leaseResource: ApiResource = {
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  singular: 'lease',
  kind: 'Lease',
  namespaced: true,
  verbs: [],
  shortNames: [],
  categories: [],
};

/** Models kubectl/pkg/describe NodeDescriber. */
export const nodeDescriber: Describer = {
  group: '',
  kind: 'Node',
  async describe({ info, context, now, showEvents }) {
    const node = info.object as unknown as Node;
    const { name, uid } = node.metadata;
    const running = `spec.nodeName=${name},status.phase!=Succeeded,status.phase!=Failed`;
    const pods = (await context.list(await context.resource('pods'), '', { fieldSelector: running })) as readonly Pod[];
    const about = { name, namespace: '', kind: 'Node' };
    // Controllers name a node by its uid, kubelets by its name.
    const events = showEvents
      ? [
          ...((await searchEvents(context, { ...about, uid })) ?? []),
          ...((await searchEvents(context, { ...about, uid: name })) ?? []),
        ]
      : undefined;
    const lease = await leaseOf(name, context);
    return describeText((out) => {
      describeHead(out, node);
      describeLease(out, lease);
      describeConditions(out, node);
      out.write(0, 'Addresses:\n');
      for (const { type, address } of node.status.addresses ?? []) out.write(1, `${type}:\t${address}\n`);
      resourceList(out, 'Capacity', node.status.capacity);
      resourceList(out, 'Allocatable', node.status.allocatable);
      describeSystem(out, node);
      describeNodeResources(out, node, pods, now);
      describeEvents(out, events, now);
    });
  },
};

async function leaseOf(name: string, context: KubectlContext): Promise<Lease | string> {
  try {
    return (await context.get(leaseResource, 'kube-node-lease', name)) as Lease;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function describeHead(out: Description, node: Node): void {
  const labels = node.metadata.labels ?? {};
  const prefix = 'node-role.kubernetes.io/';
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(labels)) {
    if (key.startsWith(prefix) && key.length > prefix.length) roles.add(key.slice(prefix.length));
    else if (key === 'kubernetes.io/role' && value !== '') roles.add(value);
  }
  out.write(0, `Name:\t${node.metadata.name}\n`);
  out.write(0, `Roles:\t${[...roles].sort().join(',') || '<none>'}\n`);
  describeLabels(out, 'Labels', labels);
  describeAnnotations(out, 'Annotations', node.metadata.annotations);
  out.write(0, `CreationTimestamp:\t${longDate(node.metadata.creationTimestamp)}\n`);
  describeTaints(out, 'Taints', node.spec.taints);
  out.write(0, `Unschedulable:\t${node.spec.unschedulable === true}\n`);
}

function describeLease(out: Description, lease: Lease | string): void {
  if (typeof lease === 'string') {
    out.write(0, `Lease:\tFailed to get lease: ${lease}\n`);
    return;
  }
  const { holderIdentity, acquireTime, renewTime } = lease.spec;
  out.write(0, 'Lease:\n');
  out.write(1, `HolderIdentity:\t${holderIdentity ?? '<unset>'}\n`);
  out.write(1, `AcquireTime:\t${acquireTime === undefined ? '<unset>' : longDate(acquireTime)}\n`);
  out.write(1, `RenewTime:\t${renewTime === undefined ? '<unset>' : longDate(renewTime)}\n`);
}

function describeConditions(out: Description, node: Node): void {
  const conditions = node.status.conditions ?? [];
  if (conditions.length === 0) return;
  out.write(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n');
  out.write(1, '----\t------\t-----------------\t------------------\t------\t-------\n');
  for (const one of conditions) {
    out.write(
      1,
      `${one.type} \t${one.status} \t${longDate(one.lastHeartbeatTime)} \t${longDate(one.lastTransitionTime)} \t${one.reason ?? ''} \t${one.message ?? ''}\n`,
    );
  }
}

function resourceList(out: Description, title: string, list: Readonly<Record<string, string>> | undefined): void {
  const names = Object.keys(list ?? {}).sort();
  if (names.length > 0) out.write(0, `${title}:\n`);
  for (const name of names) out.write(0, `  ${name}:\t${list![name]}\n`);
}

function describeSystem(out: Description, node: Node): void {
  const info = node.status.nodeInfo;
  out.write(0, 'System Info:\n');
  for (const [title, value] of [
    ['Machine ID', info?.machineID],
    ['System UUID', info?.systemUUID],
    ['Boot ID', info?.bootID],
    ['Kernel Version', info?.kernelVersion],
    ['OS Image', info?.osImage],
    ['Operating System', info?.operatingSystem],
    ['Architecture', info?.architecture],
    ['Container Runtime Version', info?.containerRuntimeVersion],
    ['Kubelet Version', info?.kubeletVersion],
    ['Kube-Proxy Version', info?.kubeProxyVersion],
  ]) {
    out.write(0, `  ${title}:\t${value ?? ''}\n`);
  }
  if (node.spec.podCIDR) out.write(0, `PodCIDR:\t${node.spec.podCIDR}\n`);
  if (node.spec.podCIDRs?.length) out.write(0, `PodCIDRs:\t${node.spec.podCIDRs.join(',')}\n`);
  if (node.spec.providerID) out.write(0, `ProviderID:\t${node.spec.providerID}\n`);
}
