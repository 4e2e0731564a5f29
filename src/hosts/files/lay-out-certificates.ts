import type { FileSystem } from '../../shell/file-system.ts';

const CONTROL_PLANE = [
  'ca',
  'apiserver',
  'apiserver-etcd-client',
  'apiserver-kubelet-client',
  'front-proxy-ca',
  'front-proxy-client',
  'etcd/ca',
  'etcd/healthcheck-client',
  'etcd/peer',
  'etcd/server',
];

/** The directory of certificates of a machine. */
export function layOutCertificates(files: FileSystem, _node: string, isControlPlane: boolean): void {
  const pki = '/etc/kubernetes/pki';
  const write = (path: string, text: string, mode: number) => {
    files.makeDirectory(path.slice(0, path.lastIndexOf('/')), { parents: true });
    files.write(path, text, { mode });
  };
  for (const name of isControlPlane ? CONTROL_PLANE : ['ca']) {
    write(`${pki}/${name}.crt`, 'not simulated in Drydock: the bytes of certificates\n', 0o644);
    if (isControlPlane) write(`${pki}/${name}.key`, 'not simulated in Drydock: the bytes of keys\n', 0o600);
  }
  write('/var/lib/kubelet/pki/kubelet-client-current.pem', 'not simulated in Drydock: the bytes of keys\n', 0o600);
}
