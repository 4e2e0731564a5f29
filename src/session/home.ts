import { writeYaml } from '../api/yaml.ts';
import type { FileSystem } from '../shell/file-system.ts';

export const HOME = '/root';
/** Where the simulated API server listens, as kubeadm would write it into admin.conf. */
export const SERVER = 'https://172.30.1.2:6443';

/** Lays out the home directory of a kubeadm cluster's control plane: kubeconfig, .bashrc, .vimrc. */
export function layOutHome(files: FileSystem): void {
  for (const directory of [HOME, `${HOME}/.kube`, '/tmp', '/opt', '/etc', '/etc/kubernetes']) {
    files.makeDirectory(directory, { parents: true });
  }
  const kubeconfig = writeYaml({
    apiVersion: 'v1',
    kind: 'Config',
    preferences: {},
    'current-context': 'kubernetes-admin@kubernetes',
    clusters: [{ name: 'kubernetes', cluster: { server: SERVER } }],
    users: [{ name: 'kubernetes-admin', user: {} }],
    contexts: [{ name: 'kubernetes-admin@kubernetes', context: { cluster: 'kubernetes', user: 'kubernetes-admin' } }],
  });
  files.write(`${HOME}/.kube/config`, kubeconfig, { mode: 0o600 });
  files.write('/etc/kubernetes/admin.conf', kubeconfig, { mode: 0o600 });
  files.write(`${HOME}/.bashrc`, 'alias k=kubectl\n');
  files.write(`${HOME}/.vimrc`, 'set expandtab\nset tabstop=2\nset shiftwidth=2\n');
}
