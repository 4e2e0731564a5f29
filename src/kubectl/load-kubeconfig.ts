import type { FlagValues } from './command.ts';
import type { KubectlIo } from './io.ts';
import { emptyKubeconfig, type Kubeconfig, kubeconfigFromData, mergeKubeconfigs } from './kubeconfig.ts';
import { KubectlError } from './kubectl-error.ts';
import { parseYamlDocument } from './read-manifest.ts';

export interface KubeconfigFile {
  readonly path: string;
  /** Whether there is a file at that path. */
  readonly exists: boolean;
  readonly config: Kubeconfig;
}

/** The kubeconfig files in their order: --kubeconfig alone, else the list in KUBECONFIG, else ~/.kube/config. */
export function kubeconfigFiles(flags: FlagValues, io: KubectlIo): readonly KubeconfigFile[] {
  return kubeconfigPaths(flags, io).map((path) => readKubeconfig(path, io));
}

export function kubeconfigPaths(flags: FlagValues, io: KubectlIo): readonly string[] {
  const explicit = flags.string('kubeconfig');
  if (explicit !== '') return [explicit];
  const fromEnvironment = [...new Set((io.env.get('KUBECONFIG') ?? '').split(':').filter((path) => path !== ''))];
  return fromEnvironment.length > 0 ? fromEnvironment : [`${io.env.get('HOME') ?? ''}/.kube/config`];
}

export function readKubeconfig(path: string, io: KubectlIo): KubeconfigFile {
  const text = io.files.kind(path) === 'file' ? io.files.read(path) : undefined;
  if (text === undefined) return { path, exists: false, config: emptyKubeconfig };
  const data = parseYamlDocument(text);
  if ('error' in data) throw new KubectlError(`error loading config file "${path}": ${data.error}`);
  return { path, exists: true, config: kubeconfigFromData(data.value) };
}

export function loadKubeconfig(flags: FlagValues, io: KubectlIo): Kubeconfig {
  const explicit = flags.string('kubeconfig');
  if (explicit !== '' && io.files.kind(explicit) === undefined) {
    throw new KubectlError(`stat ${explicit}: no such file or directory`);
  }
  return startingKubeconfig(flags, io);
}

/** What `kubectl config` works on: a file that is not there yet is empty. */
export function startingKubeconfig(flags: FlagValues, io: KubectlIo): Kubeconfig {
  return mergeKubeconfigs(kubeconfigFiles(flags, io).map((file) => file.config));
}
