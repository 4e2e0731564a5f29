import type { FileSystem } from '../shell/file-system.ts';
import type { World } from '../sim/world.ts';
import { DROP_INS, KUBELET_UNIT } from './files/unit-files.ts';

/** What systemd and kubelets read of files at some time, and go by until they read them again. */
export interface LoadedUnits {
  /** `systemctl daemon-reload`. */
  reload(node: string): void;
  /** Whether the kubelet's unit files changed since systemd read them. */
  isStale(node: string): boolean;
  /** The kubelet's unit and its drop-ins as systemd read them. */
  kubeletUnit(node: string): string;
  /** The directory of manifests that the running kubelet watches. */
  staticPodPath(node: string): string;
  setStaticPodPath(node: string, path: string): void;
}

interface Loaded {
  unit: string;
  staticPodPath: string;
}

export const MANIFESTS = '/etc/kubernetes/manifests';

export function loadedUnits(world: World, files: (node: string) => FileSystem): LoadedUnits {
  const state = world.state('hosts/units', () => new Map<string, Loaded>());

  function of(node: string): Loaded {
    let loaded = state.get(node);
    if (loaded === undefined) {
      loaded = { unit: readUnit(files(node)), staticPodPath: MANIFESTS };
      state.set(node, loaded);
    }
    return loaded;
  }

  return {
    reload(node) {
      of(node).unit = readUnit(files(node));
    },
    isStale: (node) => of(node).unit !== readUnit(files(node)),
    kubeletUnit: (node) => of(node).unit,
    staticPodPath: (node) => state.get(node)?.staticPodPath ?? MANIFESTS,
    setStaticPodPath(node, path) {
      of(node).staticPodPath = path;
    },
  };
}

function readUnit(files: FileSystem): string {
  const text = (path: string) => (files.kind(path) === 'file' ? (files.read(path) ?? '') : '');
  const dropIns = DROP_INS.flatMap((directory) =>
    files.kind(directory) === 'directory'
      ? files
          .list(directory)
          .filter((name) => name.endsWith('.conf'))
          .map((name) => text(`${directory}/${name}`))
      : [],
  );
  return [text(KUBELET_UNIT), ...dropIns].join('\n');
}
