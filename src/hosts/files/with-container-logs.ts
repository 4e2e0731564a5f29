import type { KnownPod } from '../../cluster/kubelet/machine-inspection.ts';
import type { Kubelets } from '../../cluster/kubelet/start-kubelet.ts';
import { FileError, type FileSystem } from '../../shell/file-system.ts';

const PODS = '/var/log/pods';
const CONTAINERS = '/var/log/containers';

/** Shows what the containers of a machine wrote as files below /var/log. Nobody can change them. */
export function withContainerLogs(files: FileSystem, node: string, kubelets: Kubelets): FileSystem {
  const isLog = (path: string) => [PODS, CONTAINERS].some((top) => path === top || path.startsWith(`${top}/`));
  const logs = () => new Map(kubelets.nodeNames().includes(node) ? logPaths(kubelets.podsOn(node)) : []);
  const guard = (path: string) => {
    if (isLog(path)) throw new FileError('EACCES', 'Read-only file system');
  };

  function kind(path: string): 'file' | 'directory' | undefined {
    if (!isLog(path)) return files.kind(path);
    if (path === PODS || path === CONTAINERS) return 'directory';
    const all = logs();
    if (all.has(path)) return 'file';
    for (const log of all.keys()) if (log.startsWith(`${path}/`)) return 'directory';
    return undefined;
  }

  function read(path: string): string | undefined {
    if (!isLog(path)) return files.read(path);
    const source = logs().get(path);
    if (source === undefined) {
      if (kind(path) === 'directory') throw new FileError('EISDIR', 'Is a directory');
      return undefined;
    }
    const log = kubelets.containerLog(source.pod, source.container, {});
    if ('refusal' in log) return '';
    return log.lines
      .map(({ at, text }) => `${new Date(at).toISOString().slice(0, -1)}000000Z stdout F ${text}\n`)
      .join('');
  }

  return {
    ...files,
    kind,
    read,
    list(path) {
      if (!isLog(path)) return files.list(path);
      if (kind(path) === undefined) throw new FileError('ENOENT', 'No such file or directory');
      if (kind(path) === 'file') throw new FileError('ENOTDIR', 'Not a directory');
      const below = [...logs().keys()].filter((log) => log.startsWith(`${path}/`));
      return [...new Set(below.map((log) => log.slice(path.length + 1).split('/')[0]!))].sort();
    },
    info(path) {
      if (!isLog(path)) return files.info(path);
      const what = kind(path);
      if (what === undefined) return undefined;
      const modifiedMs = kubelets.bootedAt(node);
      if (what === 'directory') return { kind: what, sizeBytes: 4096, mode: 0o755, modifiedMs };
      return { kind: what, sizeBytes: read(path)?.length ?? 0, mode: 0o640, modifiedMs };
    },
    write(path, text, options) {
      guard(path);
      files.write(path, text, options);
    },
    remove(path, options) {
      guard(path);
      files.remove(path, options);
    },
    rename(from, to) {
      guard(from);
      guard(to);
      files.rename(from, to);
    },
    makeDirectory(path, options) {
      if (isLog(path) && kind(path) !== undefined && options?.parents === true) return;
      guard(path);
      files.makeDirectory(path, options);
    },
    chmod(path, mode) {
      guard(path);
      files.chmod(path, mode);
    },
  };
}

interface LogSource {
  readonly pod: KnownPod['pod'];
  readonly container: string;
}

/** Models kuberuntime BuildPodLogsDirectory and LogSymlink. A link looks like the file it leads to. */
function logPaths(pods: readonly KnownPod[]): [string, LogSource][] {
  return pods.flatMap(({ pod, record }) =>
    record.containers
      .filter(({ starts }) => starts > 0)
      .flatMap(({ name, starts, containerId }): [string, LogSource][] => {
        const { namespace, name: podName } = pod.metadata;
        const source = { pod, container: name };
        const id = containerId.replace(/^.*:\/\//, '');
        return [
          [`${PODS}/${namespace}_${podName}_${record.uid}/${name}/${starts - 1}.log`, source],
          [`${CONTAINERS}/${podName}_${namespace}_${name}-${id}.log`, source],
        ];
      }),
  );
}
