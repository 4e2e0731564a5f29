import type { Draft } from '../api/object.ts';
import { configMaps, daemonSets, namespaces, serviceAccounts } from '../api/resources.ts';
import type { DaemonSet } from '../api/types/daemon-set.ts';
import type { PodSpec } from '../api/types/pod.ts';
import type { Client } from './client/client.ts';
import { kubeletVersion } from './kubelet/node-object.ts';

/** The DaemonSets that kubeadm and the network add-on put on every node. */
export function createSystemWorkloads(client: Client): void {
  client.create(namespaces, undefined, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kube-flannel', labels: { 'k8s-app': 'flannel' } },
    spec: {},
  });
  for (const [namespace, account, config] of [
    ['kube-system', 'kube-proxy', 'kube-proxy'],
    ['kube-flannel', 'flannel', 'kube-flannel-cfg'],
  ] as const) {
    client.create(serviceAccounts, namespace, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: account },
    });
    client.create(configMaps, namespace, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: config },
      data: configuration[config],
    });
  }
  client.create(daemonSets, 'kube-system', kubeProxy);
  client.create(daemonSets, 'kube-flannel', flannel);
}

const configuration = {
  'kube-proxy': {
    'config.conf':
      'apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nclusterCIDR: 10.244.0.0/16\nmode: ""\n',
  },
  'kube-flannel-cfg': {
    'net-conf.json': '{\n  "Network": "10.244.0.0/16",\n  "Backend": {\n    "Type": "vxlan"\n  }\n}\n',
  },
} as const;

const critical = {
  hostNetwork: true,
  priorityClassName: 'system-node-critical',
  nodeSelector: { 'kubernetes.io/os': 'linux' },
} satisfies Partial<PodSpec>;

const kubeProxy: Draft<DaemonSet> = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'kube-proxy', labels: { 'k8s-app': 'kube-proxy' } },
  spec: {
    selector: { matchLabels: { 'k8s-app': 'kube-proxy' } },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
    template: {
      metadata: { labels: { 'k8s-app': 'kube-proxy' } } as never,
      spec: {
        ...critical,
        serviceAccountName: 'kube-proxy',
        tolerations: [{ operator: 'Exists' }],
        containers: [
          {
            name: 'kube-proxy',
            image: `registry.k8s.io/kube-proxy:${kubeletVersion}`,
            command: [
              '/usr/local/bin/kube-proxy',
              '--config=/var/lib/kube-proxy/config.conf',
              '--hostname-override=$(NODE_NAME)',
            ],
            env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
            securityContext: { privileged: true },
            volumeMounts: [
              { name: 'kube-proxy', mountPath: '/var/lib/kube-proxy' },
              { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
              { name: 'lib-modules', mountPath: '/lib/modules', readOnly: true },
            ],
          },
        ],
        volumes: [
          { name: 'kube-proxy', configMap: { name: 'kube-proxy' } },
          { name: 'xtables-lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
          { name: 'lib-modules', hostPath: { path: '/lib/modules' } },
        ],
      },
    },
  },
} as Draft<DaemonSet>;

const flannel: Draft<DaemonSet> = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'kube-flannel-ds', labels: { tier: 'node', app: 'flannel', 'k8s-app': 'flannel' } },
  spec: {
    selector: { matchLabels: { app: 'flannel', 'k8s-app': 'flannel' } },
    template: {
      metadata: { labels: { tier: 'node', app: 'flannel', 'k8s-app': 'flannel' } } as never,
      spec: {
        ...critical,
        serviceAccountName: 'flannel',
        tolerations: [{ operator: 'Exists', effect: 'NoSchedule' }],
        initContainers: [
          {
            name: 'install-cni-plugin',
            image: 'ghcr.io/flannel-io/flannel-cni-plugin:v1.6.2-flannel1',
            command: ['cp'],
            args: ['-f', '/flannel', '/opt/cni/bin/flannel'],
            volumeMounts: [{ name: 'cni-plugin', mountPath: '/opt/cni/bin' }],
          },
          {
            name: 'install-cni',
            image: 'ghcr.io/flannel-io/flannel:v0.26.7',
            command: ['sh', '-c', 'cp -f /etc/kube-flannel/cni-conf.json /etc/cni/net.d/10-flannel.conflist'],
            volumeMounts: [
              { name: 'cni', mountPath: '/etc/cni/net.d' },
              { name: 'flannel-cfg', mountPath: '/etc/kube-flannel/' },
            ],
          },
        ],
        containers: [
          {
            name: 'kube-flannel',
            image: 'ghcr.io/flannel-io/flannel:v0.26.7',
            command: ['/opt/bin/flanneld'],
            args: ['--ip-masq', '--kube-subnet-mgr'],
            resources: { requests: { cpu: '100m', memory: '50Mi' } },
            securityContext: { privileged: false, capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
            env: [
              { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
              { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
            ],
            volumeMounts: [
              { name: 'run', mountPath: '/run/flannel' },
              { name: 'flannel-cfg', mountPath: '/etc/kube-flannel/' },
            ],
          },
        ],
        volumes: [
          { name: 'run', hostPath: { path: '/run/flannel' } },
          { name: 'cni-plugin', hostPath: { path: '/opt/cni/bin' } },
          { name: 'cni', hostPath: { path: '/etc/cni/net.d' } },
          { name: 'flannel-cfg', configMap: { name: 'kube-flannel-cfg' } },
        ],
      },
    },
  },
} as Draft<DaemonSet>;
