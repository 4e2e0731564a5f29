import type { Draft } from '../../api/object.ts';
import type { DaemonSet } from '../../api/types/daemon-set.ts';
import type { PodSpec } from '../../api/types/pod.ts';
import { kubeletVersion } from '../kubelet/node-object.ts';

const critical = {
  hostNetwork: true,
  priorityClassName: 'system-node-critical',
  nodeSelector: { 'kubernetes.io/os': 'linux' },
} satisfies Partial<PodSpec>;

/** The DaemonSet of kube-proxy as kubeadm's add-on phase creates it. */
export const kubeProxy: Draft<DaemonSet> = {
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
