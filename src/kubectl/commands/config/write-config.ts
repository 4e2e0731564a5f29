import { writeYaml } from '../../../api/yaml.ts';
import type { FlagValues } from '../../command.ts';
import type { KubectlIo } from '../../io.ts';
import { emptyKubeconfig, type Kubeconfig, kubeconfigToData } from '../../kubeconfig.ts';
import { kubeconfigPaths, readKubeconfig } from '../../load-kubeconfig.ts';

/** Changes the kubeconfig file that has what is to be changed, else the first that exists. Models clientcmd ModifyConfig. */
export function changeKubeconfig(
  flags: FlagValues,
  io: KubectlIo,
  owns: (config: Kubeconfig) => boolean,
  change: (config: Kubeconfig) => Kubeconfig,
): string {
  const paths = kubeconfigPaths(flags, io);
  const files = paths.map((path) => readKubeconfig(path, io));
  const file =
    files.find(({ exists, config }) => exists && owns(config)) ?? files.find(({ exists }) => exists) ?? files.at(-1)!;
  const directory = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')));
  if (!file.exists && directory !== '') io.files.makeDirectory(directory);
  io.files.write(file.path, writeYaml(kubeconfigToData(change(file.exists ? file.config : emptyKubeconfig))));
  return file.path;
}
