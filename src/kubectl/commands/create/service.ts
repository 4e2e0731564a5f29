import { isDNS1123Subdomain } from '../../../api/names.ts';
import type { Flag, KubectlCommand } from '../../command.ts';
import { generateService, type ServiceWish } from '../../generate/service.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { generatorCommand } from './generator-command.ts';

const tcpFlag: Flag = {
  name: 'tcp',
  type: 'stringSlice',
  help: "Port pairs can be specified as '<port>:<targetPort>'.",
};

function serviceCommand(
  name: string,
  type: ServiceWish['type'],
  short: string,
  usage: string,
  flags: readonly Flag[],
): KubectlCommand {
  return generatorCommand({
    name,
    short,
    usage,
    flags: [tcpFlag, ...flags],
    required: type === 'ExternalName' ? ['external-name'] : [],
    namespaced: true,
    failure: `failed to create ${type} service:`,
    async generate(serviceName, { flags: values }) {
      const clusterIP = values.has('clusterip') ? values.string('clusterip') : '';
      const externalName = values.has('external-name') ? values.string('external-name') : '';
      const nodePort = values.has('node-port') ? values.int('node-port') : 0;
      const tcp = values.list('tcp');
      if (clusterIP !== 'None' && tcp.length === 0 && type !== 'ExternalName') {
        throw new KubectlError('at least one tcp port specifier must be provided');
      }
      if (type === 'ExternalName' && isDNS1123Subdomain(externalName).length > 0) {
        throw new KubectlError(`invalid service external name ${externalName}`);
      }
      return generateService({ name: serviceName, type, tcp, clusterIP, nodePort, externalName });
    },
  });
}

export const createServiceCommand: KubectlCommand = {
  name: 'service',
  aliases: ['svc'],
  short: 'Create a service using a specified subcommand',
  usage: 'SUBCOMMAND',
  subcommands: [
    serviceCommand(
      'clusterip',
      'ClusterIP',
      'Create a ClusterIP service',
      'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
      [
        {
          name: 'clusterip',
          type: 'string',
          help: "Assign your own ClusterIP or set to 'None' for a 'headless' service (no loadbalancing).",
        },
      ],
    ),
    serviceCommand(
      'externalname',
      'ExternalName',
      'Create an ExternalName service',
      'NAME --external-name external.name [--dry-run=server|client|none]',
      [{ name: 'external-name', type: 'string', help: 'External name of service' }],
    ),
    serviceCommand(
      'loadbalancer',
      'LoadBalancer',
      'Create a LoadBalancer service',
      'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
      [],
    ),
    serviceCommand(
      'nodeport',
      'NodePort',
      'Create a NodePort service',
      'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
      [
        {
          name: 'node-port',
          type: 'int',
          default: '0',
          help: 'Port used to expose the service on each node in a cluster.',
        },
      ],
    ),
  ],
};
