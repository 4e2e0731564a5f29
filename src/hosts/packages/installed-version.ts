import { kubeletVersion } from '../../cluster/kubelet/node-object.ts';
import type { FileSystem } from '../../shell/file-system.ts';

export type PackageName = 'kubeadm' | 'kubelet' | 'kubectl';

/** Where the version of an installed package stands, once another than the first was installed. */
export const versionFile = (name: PackageName): string => `/var/lib/dpkg/info/${name}.version`;

/** `v1.33.13`: the version of a package of Kubernetes on a machine. */
export function installedVersion(files: FileSystem, name: PackageName): string {
  const path = versionFile(name);
  return (files.kind(path) === 'file' && files.read(path)?.trim()) || kubeletVersion;
}
