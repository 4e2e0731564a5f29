import type { Draft } from '../api/object.ts';
import {
  clusterRoleBindings,
  clusterRoles,
  configMaps,
  daemonSets,
  deployments,
  namespaces,
  roleBindings,
  roles,
  serviceAccounts,
  services,
} from '../api/resources.ts';
import type { ConfigMap } from '../api/types/core.ts';
import { strategies } from './apiserver/registry.ts';
import type { Client } from './client/client.ts';
import {
  kubeadmClusterRoleBindings,
  kubeadmClusterRoles,
  kubeadmRoleBindings,
  kubeadmRoles,
} from './kubeadm/access.ts';
import { kubeadmConfigMaps } from './kubeadm/config-maps.ts';
import { type ControlPlaneMachine, controlPlanePods } from './kubeadm/control-plane-pods.ts';
import { coreDns, kubeDns } from './kubeadm/core-dns.ts';
import { flannel } from './kubeadm/flannel.ts';
import { kubeProxy } from './kubeadm/kube-proxy.ts';
import type { Kubelets } from './kubelet/start-kubelet.ts';

const accounts = [
  ['kube-system', 'kube-proxy'],
  ['kube-system', 'coredns'],
  ['kube-flannel', 'flannel'],
] as const;

/** What kubeadm and the network add-on put into a cluster: static pods, add-ons, and their configuration. */
export function createSystemWorkloads(
  client: Client,
  kubelets: Kubelets,
  controlPlane: readonly ControlPlaneMachine[],
): void {
  for (const machine of controlPlane) {
    const manifests = Object.entries(controlPlanePods(machine));
    // kubeadm pulls what it needs before it starts anything.
    const images = manifests.flatMap(([, { spec }]) => spec.containers.map(({ image = '' }) => image));
    kubelets.preloadImages(machine.name, images);
    for (const [file, draft] of manifests) {
      kubelets.writeManifest(machine.name, file, draft);
    }
  }
  client.create(namespaces, undefined, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'kube-flannel',
      labels: { 'k8s-app': 'flannel', 'pod-security.kubernetes.io/enforce': 'privileged' },
    },
    spec: {},
  });
  for (const [namespace, name] of accounts) {
    client.create(serviceAccounts, namespace, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } });
  }
  for (const { namespace, name, labels, data } of kubeadmConfigMaps(controlPlane[0] ?? unnamed)) {
    const metadata = { name, ...(labels === undefined ? {} : { labels }) };
    const draft: Draft<ConfigMap> = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
    client.create(configMaps, namespace, draft);
  }
  for (const draft of kubeadmClusterRoles) client.create(clusterRoles, undefined, draft);
  for (const draft of kubeadmClusterRoleBindings) client.create(clusterRoleBindings, undefined, draft);
  for (const draft of kubeadmRoles) client.create(roles, draft.metadata.namespace, draft);
  for (const draft of kubeadmRoleBindings) client.create(roleBindings, draft.metadata.namespace, draft);
  client.create(services, 'kube-system', kubeDns);
  client.create(daemonSets, 'kube-system', kubeProxy);
  client.create(daemonSets, 'kube-flannel', flannel);
  if (strategies.some(({ resource }) => resource.plural === deployments.plural)) {
    client.create(deployments, 'kube-system', coreDns);
  }
}

/** A cluster whose machines are all workers has its control plane somewhere else. */
const unnamed: ControlPlaneMachine = { name: 'controlplane', address: '172.30.1.2' };
