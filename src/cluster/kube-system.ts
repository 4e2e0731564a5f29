import type { Draft } from '../api/object.ts';
import { daemonSets } from '../api/resources.ts';
import type { DaemonSet } from '../api/types/daemon-set.ts';
import type { Client } from './client/client.ts';

interface NodeAgent {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly container: string;
  readonly image: string;
  readonly requests?: Readonly<Record<string, string>>;
}

/** The DaemonSets that a kubeadm cluster with a flannel network runs on every node. */
const NODE_AGENTS: readonly NodeAgent[] = [
  {
    name: 'kube-proxy',
    namespace: 'kube-system',
    labels: { 'k8s-app': 'kube-proxy' },
    container: 'kube-proxy',
    image: 'registry.k8s.io/kube-proxy:v1.33.0',
  },
  {
    name: 'kube-flannel-ds',
    namespace: 'kube-system',
    labels: { app: 'flannel', tier: 'node' },
    container: 'kube-flannel',
    image: 'ghcr.io/flannel-io/flannel:v0.26.7',
    requests: { cpu: '100m', memory: '50Mi' },
  },
];

/** Creates kube-system's node agents; what else kubeadm sets up there is not simulated yet. */
export function createKubeSystem(client: Client): void {
  for (const agent of NODE_AGENTS) client.create(daemonSets, agent.namespace, daemonSet(agent));
}

function daemonSet({ name, namespace, labels, container, image, requests }: NodeAgent): Draft<DaemonSet> {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels } as never,
        spec: {
          hostNetwork: true,
          priorityClassName: 'system-node-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          tolerations: [{ operator: 'Exists' }],
          containers: [{ name: container, image, ...(requests === undefined ? {} : { resources: { requests } }) }],
        },
      },
    },
  };
}
