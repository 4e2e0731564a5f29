import type { Draft } from '../../api/object.ts';
import type { DaemonSet } from '../../api/types/daemon-set.ts';
import type { PodSpec } from '../../api/types/pod.ts';

const critical = {
  hostNetwork: true,
  priorityClassName: 'system-node-critical',
  nodeSelector: { 'kubernetes.io/os': 'linux' },
} satisfies Partial<PodSpec>;

/** The network add-on. */
export const flannel: Draft<DaemonSet> = {
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
