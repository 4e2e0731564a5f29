import type { FileSystem } from '../../shell/file-system.ts';
import { pkiPaths } from '../pki/pki-files.ts';
import { pkiMark } from './with-pki.ts';

/** The certificates and keys of a machine; they are made when they are read. */
export function layOutCertificates(files: FileSystem, isControlPlane: boolean, madeAt: number): void {
  for (const path of pkiPaths(isControlPlane)) {
    files.makeDirectory(path.slice(0, path.lastIndexOf('/')), { parents: true });
    files.write(path, pkiMark(madeAt), { mode: /\.(crt|pub)$/.test(path) ? 0o644 : 0o600 });
  }
}
