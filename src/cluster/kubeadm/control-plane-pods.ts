import type { Draft } from '../../api/object.ts';
import type { Container } from '../../api/types/container.ts';
import type { Pod, PodSpec } from '../../api/types/pod.ts';
import type { Probe } from '../../api/types/probe.ts';
import type { Volume } from '../../api/types/volume.ts';
import { kubeletVersion } from '../kubelet/node-object.ts';

/** Where a control-plane machine is. */
export interface ControlPlaneMachine {
  readonly name: string;
  readonly address: string;
}

const directoryVolumes = {
  'ca-certs': '/etc/ssl/certs',
  'etc-ca-certificates': '/etc/ca-certificates',
  'k8s-certs': '/etc/kubernetes/pki',
  'usr-local-share-ca-certificates': '/usr/local/share/ca-certificates',
  'usr-share-ca-certificates': '/usr/share/ca-certificates',
} as const;

interface Manifest {
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly image: string;
  readonly command: readonly string[];
  readonly requests: Readonly<Record<string, string>>;
  readonly probes: Pick<Container, 'livenessProbe' | 'readinessProbe' | 'startupProbe'>;
  /** Volumes by name: path on the machine, type, and whether the container may only read them. */
  readonly volumes: readonly (readonly [name: string, path: string, type: string, readOnly: boolean])[];
}

function probe(host: string, path: string, port: number, scheme: string, times: Partial<Probe>): Probe {
  return { ...times, httpGet: { host, path, port, scheme }, timeoutSeconds: 15 } as Probe;
}

function probes(
  host: string,
  paths: readonly [live: string, ready: string | undefined, start: string],
  port: number,
  scheme: string,
) {
  const slow = { initialDelaySeconds: 10, periodSeconds: 10 };
  const [live, ready, start] = paths;
  return {
    livenessProbe: probe(host, live, port, scheme, { failureThreshold: 8, ...slow }),
    ...(ready === undefined
      ? {}
      : { readinessProbe: probe(host, ready, port, scheme, { failureThreshold: 3, periodSeconds: 1 }) }),
    startupProbe: probe(host, start, port, scheme, { failureThreshold: 24, ...slow }),
  };
}

const certificates = Object.entries(directoryVolumes).map(
  ([name, path]) => [name, path, 'DirectoryOrCreate', true] as const,
);
/** kubeadm writes volumes in the order of their names. */
const sorted = (volumes: Manifest['volumes']): Manifest['volumes'] => [...volumes].sort(([a], [b]) => (a < b ? -1 : 1));

function manifest({ name, annotations, image, command, requests, probes: checks, volumes }: Manifest): Draft<Pod> {
  const { livenessProbe, readinessProbe, startupProbe } = checks;
  const container = {
    command,
    image: `registry.k8s.io/${image}`,
    imagePullPolicy: 'IfNotPresent',
    livenessProbe,
    name,
    ...(readinessProbe === undefined ? {} : { readinessProbe }),
    resources: { requests },
    startupProbe,
    volumeMounts: volumes.map(([volume, path, , readOnly]) => ({
      mountPath: path,
      name: volume,
      ...(readOnly ? { readOnly } : {}),
    })),
  } as Container;
  const spec: PodSpec = {
    containers: [container],
    hostNetwork: true,
    priority: 2_000_001_000,
    priorityClassName: 'system-node-critical',
    securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    volumes: volumes.map(([volume, path, type]): Volume => ({ hostPath: { path, type }, name: volume }) as Volume),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(annotations === undefined ? {} : { annotations }),
      labels: { component: name, tier: 'control-plane' },
      name,
      namespace: 'kube-system',
    },
    spec,
    status: {},
  } as Draft<Pod>;
}

/** The four manifests that `kubeadm init` leaves in /etc/kubernetes/manifests, by file name. */
export function controlPlanePods({ name, address }: ControlPlaneMachine): Readonly<Record<string, Draft<Pod>>> {
  const etcdPki = '/etc/kubernetes/pki/etcd';
  const pki = '/etc/kubernetes/pki';
  const etcd = manifest({
    name: 'etcd',
    annotations: { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': `https://${address}:2379` },
    image: 'etcd:3.5.24-0',
    command: [
      'etcd',
      `--advertise-client-urls=https://${address}:2379`,
      `--cert-file=${etcdPki}/server.crt`,
      '--client-cert-auth=true',
      '--data-dir=/var/lib/etcd',
      '--experimental-initial-corrupt-check=true',
      '--experimental-watch-progress-notify-interval=5s',
      `--initial-advertise-peer-urls=https://${address}:2380`,
      `--initial-cluster=${name}=https://${address}:2380`,
      `--key-file=${etcdPki}/server.key`,
      `--listen-client-urls=https://127.0.0.1:2379,https://${address}:2379`,
      '--listen-metrics-urls=http://127.0.0.1:2381',
      `--listen-peer-urls=https://${address}:2380`,
      `--name=${name}`,
      `--peer-cert-file=${etcdPki}/peer.crt`,
      '--peer-client-cert-auth=true',
      `--peer-key-file=${etcdPki}/peer.key`,
      `--peer-trusted-ca-file=${etcdPki}/ca.crt`,
      '--snapshot-count=10000',
      `--trusted-ca-file=${etcdPki}/ca.crt`,
    ],
    requests: { cpu: '100m', memory: '100Mi' },
    probes: probes('127.0.0.1', ['/livez', '/readyz', '/readyz'], 2381, 'HTTP'),
    volumes: [
      ['etcd-data', '/var/lib/etcd', 'DirectoryOrCreate', false],
      ['etcd-certs', etcdPki, 'DirectoryOrCreate', false],
    ],
  });
  const apiserver = manifest({
    name: 'kube-apiserver',
    annotations: { 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${address}:6443` },
    image: `kube-apiserver:${kubeletVersion}`,
    command: [
      'kube-apiserver',
      `--advertise-address=${address}`,
      '--allow-privileged=true',
      '--authorization-mode=Node,RBAC',
      `--client-ca-file=${pki}/ca.crt`,
      '--enable-admission-plugins=NodeRestriction',
      '--enable-bootstrap-token-auth=true',
      `--etcd-cafile=${etcdPki}/ca.crt`,
      `--etcd-certfile=${pki}/apiserver-etcd-client.crt`,
      `--etcd-keyfile=${pki}/apiserver-etcd-client.key`,
      '--etcd-servers=https://127.0.0.1:2379',
      `--kubelet-client-certificate=${pki}/apiserver-kubelet-client.crt`,
      `--kubelet-client-key=${pki}/apiserver-kubelet-client.key`,
      '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
      `--proxy-client-cert-file=${pki}/front-proxy-client.crt`,
      `--proxy-client-key-file=${pki}/front-proxy-client.key`,
      '--requestheader-allowed-names=front-proxy-client',
      `--requestheader-client-ca-file=${pki}/front-proxy-ca.crt`,
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-username-headers=X-Remote-User',
      '--secure-port=6443',
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-account-key-file=${pki}/sa.pub`,
      `--service-account-signing-key-file=${pki}/sa.key`,
      '--service-cluster-ip-range=10.96.0.0/12',
      `--tls-cert-file=${pki}/apiserver.crt`,
      `--tls-private-key-file=${pki}/apiserver.key`,
    ],
    requests: { cpu: '250m' },
    probes: probes(address, ['/livez', '/readyz', '/livez'], 6443, 'HTTPS'),
    volumes: sorted(certificates),
  });
  const controllerManager = manifest({
    name: 'kube-controller-manager',
    image: `kube-controller-manager:${kubeletVersion}`,
    command: [
      'kube-controller-manager',
      '--allocate-node-cidrs=true',
      '--authentication-kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--authorization-kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--bind-address=127.0.0.1',
      `--client-ca-file=${pki}/ca.crt`,
      '--cluster-cidr=10.244.0.0/16',
      '--cluster-name=kubernetes',
      `--cluster-signing-cert-file=${pki}/ca.crt`,
      `--cluster-signing-key-file=${pki}/ca.key`,
      '--controllers=*,bootstrapsigner,tokencleaner',
      '--kubeconfig=/etc/kubernetes/controller-manager.conf',
      '--leader-elect=true',
      `--requestheader-client-ca-file=${pki}/front-proxy-ca.crt`,
      `--root-ca-file=${pki}/ca.crt`,
      `--service-account-private-key-file=${pki}/sa.key`,
      '--service-cluster-ip-range=10.96.0.0/12',
      '--use-service-account-credentials=true',
    ],
    requests: { cpu: '200m' },
    probes: probes('127.0.0.1', ['/healthz', undefined, '/healthz'], 10257, 'HTTPS'),
    volumes: sorted([
      ...certificates,
      ['flexvolume-dir', '/usr/libexec/kubernetes/kubelet-plugins/volume/exec', 'DirectoryOrCreate', false],
      ['kubeconfig', '/etc/kubernetes/controller-manager.conf', 'FileOrCreate', true],
    ]),
  });
  const scheduler = manifest({
    name: 'kube-scheduler',
    image: `kube-scheduler:${kubeletVersion}`,
    command: [
      'kube-scheduler',
      '--authentication-kubeconfig=/etc/kubernetes/scheduler.conf',
      '--authorization-kubeconfig=/etc/kubernetes/scheduler.conf',
      '--bind-address=127.0.0.1',
      '--kubeconfig=/etc/kubernetes/scheduler.conf',
      '--leader-elect=true',
    ],
    requests: { cpu: '100m' },
    probes: probes('127.0.0.1', ['/livez', '/readyz', '/livez'], 10259, 'HTTPS'),
    volumes: [['kubeconfig', '/etc/kubernetes/scheduler.conf', 'FileOrCreate', true]],
  });
  return {
    'etcd.yaml': etcd,
    'kube-apiserver.yaml': apiserver,
    'kube-controller-manager.yaml': controllerManager,
    'kube-scheduler.yaml': scheduler,
  };
}
