import type { KubectlCommand } from '../command.ts';
import { readList, readPath, readText } from '../json.ts';
import { notSimulated } from '../kubectl-error.ts';

/** Models kubectl/pkg/cmd/clusterinfo; its colours are written only to a terminal. */
export const clusterInfoCommand: KubectlCommand = {
  name: 'cluster-info',
  section: 'Cluster Management Commands',
  short: 'Display cluster information',
  long: 'Display addresses of the control plane and services with label kubernetes.io/cluster-service=true.',
  examples: '# Print the address of the control plane and cluster services\nkubectl cluster-info',
  usage: '',
  async run({ args }, context, io) {
    if (args[0] === 'dump') throw notSimulated('kubectl cluster-info dump');
    const coloured = io.terminal !== undefined;
    const paint = (code: string, text: string) => (coloured ? `\x1b[0;${code}m${text}\x1b[0m` : text);
    const line = (name: string, link: string) =>
      io.stdout.write(`${paint('32', name)} is running at ${paint('33', link)}\n`);
    const hint = () =>
      io.stdout.write("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
    const query = { labelSelector: 'kubernetes.io/cluster-service=true' };
    const services = await context
      .list(await context.resource('services'), 'kube-system', query)
      .catch(async (error) => {
        await hint();
        throw error;
      });
    await line('Kubernetes control plane', context.server);
    for (const service of services) {
      const port = readList(service, 'spec', 'ports')[0];
      const scheme = readPath(port, 'port') === 443 ? 'https:' : '';
      const name = service.metadata.name;
      const label = readText(service, 'metadata', 'labels', 'kubernetes.io/name') || name;
      const target = `${scheme === '' ? '' : scheme}${name}:${readText(port, 'name') || String(readPath(port, 'port') ?? '')}`;
      await line(label, `${context.server}/api/v1/namespaces/kube-system/services/${target}/proxy`);
    }
    await hint();
    return 0;
  },
};
