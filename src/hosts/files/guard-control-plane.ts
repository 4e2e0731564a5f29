import { manifestRefusal } from '../../cluster/kubelet/manifest-refusal.ts';
import type { Kubelets } from '../../cluster/kubelet/start-kubelet.ts';
import { FileError, type FileSystem } from '../../shell/file-system.ts';
import { MANIFESTS } from '../loaded-units.ts';
import { readManifest } from '../read-manifests.ts';

/**
 * Refuses changes of manifests that the cluster could not follow, where the one who makes them sees it: what the kubelet would
 * do with them is not simulated.
 */
export function guardControlPlane(files: FileSystem, node: string, kubelets: Kubelets): FileSystem {
  function refuse(path: string, text: string | undefined): void {
    if (!path.startsWith(`${MANIFESTS}/`) || !kubelets.nodeNames().includes(node)) return;
    const known = kubelets.manifests(node).get(path.slice(MANIFESTS.length + 1));
    if (known === undefined) return;
    const read = text === undefined ? undefined : readManifest(text);
    const refusal = manifestRefusal(known, read !== undefined && 'draft' in read ? read.draft : undefined);
    if (refusal !== undefined) throw new FileError('EPERM', refusal);
  }
  return {
    ...files,
    write(path, text, options) {
      refuse(path, options?.append === true ? `${files.kind(path) === 'file' ? files.read(path) : ''}${text}` : text);
      files.write(path, text, options);
    },
    remove(path, options) {
      refuse(path, undefined);
      if (path === MANIFESTS || MANIFESTS.startsWith(`${path}/`)) {
        for (const name of kubelets.manifests(node).keys()) refuse(`${MANIFESTS}/${name}`, undefined);
      }
      files.remove(path, options);
    },
    rename(from, to) {
      refuse(from, undefined);
      if (from === MANIFESTS)
        for (const name of kubelets.manifests(node).keys()) refuse(`${MANIFESTS}/${name}`, undefined);
      if (files.kind(from) === 'file') refuse(to, files.read(from));
      files.rename(from, to);
    },
  };
}
