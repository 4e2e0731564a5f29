import { configMaps } from '../../api/resources.ts';
import { writeYaml } from '../../api/yaml.ts';
import type { FileSystem } from '../../shell/file-system.ts';
import type { Hosts } from '../hosts.ts';
import { MANIFESTS } from '../loaded-units.ts';
import { KUBELET_CLIENT } from '../pki/pki-files.ts';
import { kubeconfigText } from './kubeconfig-text.ts';
import { layOutCertificates } from './lay-out-certificates.ts';
import { UNIT_FILES } from './unit-files.ts';

/** A host file names no more machines than this. */
const HOSTS_LIMIT = 50;

const BASHRC = `# ~/.bashrc: executed by bash(1) for non-login shells.
alias k=kubectl
alias ll='ls -alF'
`;
const VIMRC = 'set expandtab\nset tabstop=2\nset shiftwidth=2\n';

/** Writes what a machine of a kubeadm cluster has when nobody changed it yet. */
export function layOutHost(files: FileSystem, node: string, hosts: Hosts): void {
  const { kubelets } = hosts.needs;
  const isMachine = kubelets.nodeNames().includes(node);
  const write = writerOf(files);
  for (const directory of ['/tmp', '/opt', '/mnt', '/var/log', '/var/lib', '/home/candidate', '/root']) {
    files.makeDirectory(directory, { parents: true });
  }
  files.chmod('/root', 0o700);
  for (const home of ['/root', '/home/candidate']) {
    write(`${home}/.bashrc`, BASHRC);
    write(`${home}/.vimrc`, VIMRC);
    // Nothing is said at a login.
    write(`${home}/.hushlogin`, '');
  }
  write('/etc/hostname', `${node}\n`);
  write('/etc/os-release', OS_RELEASE);
  write('/etc/resolv.conf', 'nameserver 172.30.0.1\nsearch .\n');
  write('/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\ncandidate:x:1000:1000:,,,:/home/candidate:/bin/bash\n');
  write('/etc/hosts', hostsFile(node, hosts));
  if (isMachine) layOutNode(files, node, hosts);
}

/** Writes what the packages and kubeadm put on a machine that is part of the cluster. */
export function layOutNode(files: FileSystem, node: string, hosts: Hosts): void {
  const { kubelets } = hosts.needs;
  const write = writerOf(files);
  const isControlPlane = kubelets.drafts(node).has('kube-apiserver.yaml');
  for (const [path, text] of Object.entries(UNIT_FILES)) write(path, text);
  write('/etc/crictl.yaml', 'runtime-endpoint: unix:///run/containerd/containerd.sock\n');
  write('/etc/containerd/config.toml', CONTAINERD_CONFIG);
  write('/etc/cni/net.d/10-flannel.conflist', FLANNEL_CONFIG);
  write('/etc/default/kubelet', 'KUBELET_EXTRA_ARGS=\n');
  write('/var/lib/kubelet/config.yaml', kubeletConfig(hosts));
  write(
    '/var/lib/kubelet/kubeadm-flags.env',
    'KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///var/run/containerd/containerd.sock --pod-infra-container-image=registry.k8s.io/pause:3.10"\n',
  );
  files.makeDirectory(MANIFESTS, { parents: true });
  for (const [name, draft] of kubelets.drafts(node)) write(`${MANIFESTS}/${name}`, writeYaml(draft), 0o600);
  const { server } = hosts.needs;
  write('/etc/kubernetes/kubelet.conf', kubeconfigText(server, `system:node:${node}`, KUBELET_CLIENT), 0o600);
  layOutCertificates(files, isControlPlane, hosts.needs.authorities.madeAt);
  if (!isControlPlane) return;
  for (const [name, user] of CONTROL_PLANE_CONFIGS) {
    write(`/etc/kubernetes/${name}.conf`, kubeconfigText(server, user), 0o600);
  }
  write('/home/candidate/.kube/config', kubeconfigText(server, 'kubernetes-admin'), 0o600);
  write('/var/lib/etcd/member/snap/db', 'not simulated in Drydock: the files of etcd\n', 0o600);
  files.chmod('/var/lib/etcd', 0o700);
}

const writerOf = (files: FileSystem) => (path: string, text: string, mode?: number) => {
  files.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  files.write(path, text, mode === undefined ? {} : { mode });
};

const CONTROL_PLANE_CONFIGS = [
  ['admin', 'kubernetes-admin'],
  ['super-admin', 'kubernetes-super-admin'],
  ['controller-manager', 'system:kube-controller-manager'],
  ['scheduler', 'system:kube-scheduler'],
] as const;

function hostsFile(node: string, hosts: Hosts): string {
  const { kubelets } = hosts.needs;
  const names = kubelets.nodeNames();
  const lines = names.slice(0, HOSTS_LIMIT).map((name) => `${kubelets.shapeOf(name).address} ${name}`);
  const rest = names.length > HOSTS_LIMIT ? [`# and ${names.length - HOSTS_LIMIT} more`] : [];
  return `127.0.0.1 localhost\n127.0.1.1 ${node}\n\n${[...lines, ...rest].join('\n')}\n`;
}

function kubeletConfig(hosts: Hosts): string {
  const stored = hosts.needs.client.get(configMaps, 'kube-system', 'kubelet-config')?.data?.kubelet;
  return stored ?? MINIMAL_CONFIG;
}

const MINIMAL_CONFIG = `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  x509:
    clientCAFile: /etc/kubernetes/pki/ca.crt
cgroupDriver: systemd
clusterDNS:
- 10.96.0.10
clusterDomain: cluster.local
kind: KubeletConfiguration
rotateCertificates: true
staticPodPath: ${MANIFESTS}
`;

const OS_RELEASE = `PRETTY_NAME="Ubuntu 24.04.1 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
VERSION="24.04.1 LTS (Noble Numbat)"
VERSION_CODENAME=noble
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
UBUNTU_CODENAME=noble
LOGO=ubuntu-logo
`;

const CONTAINERD_CONFIG = `version = 2

[plugins]
  [plugins."io.containerd.grpc.v1.cri"]
    sandbox_image = "registry.k8s.io/pause:3.10"
    [plugins."io.containerd.grpc.v1.cri".containerd]
      default_runtime_name = "runc"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
        runtime_type = "io.containerd.runc.v2"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
          SystemdCgroup = true
`;

const FLANNEL_CONFIG = `{
  "name": "cbr0",
  "cniVersion": "0.3.1",
  "plugins": [
    {
      "type": "flannel",
      "delegate": {
        "hairpinMode": true,
        "isDefaultGateway": true
      }
    },
    {
      "type": "portmap",
      "capabilities": {
        "portMappings": true
      }
    }
  ]
}
`;
