import { withLastAppliedStruct } from '../apply/last-applied.ts';
import type { FlagValues, KubectlCommand } from '../command.ts';
import { exposedObject } from '../expose/exposed-object.ts';
import { generateExposingService } from '../generate/exposing-service.ts';
import { isJsonObject, type JsonObject, readPath } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import type { ResourceInfo } from '../resource-info.ts';
import { recorded } from './change-cause.ts';
import { inNamespace } from './create/generator-command.ts';
import { overrideFlags, overrideObject } from './override-object.ts';
import { resultPrinter } from './result-printer.ts';
import {
  builderFlags,
  dryRunFlag,
  dryRunOf,
  fieldManagerFlag,
  filenameFlags,
  printFlags,
  recordFlag,
  saveConfigFlag,
  writeQuery,
} from './write-flags.ts';

/** The longest name a service may have. */
const nameLimit = 63;

/** Models kubectl/pkg/cmd/expose. */
export const exposeCommand: KubectlCommand = {
  name: 'expose',
  section: 'Basic Commands (Beginner):',
  short: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  long: `Expose a resource as a new Kubernetes service.

 Looks up a deployment, service, replica set, replication controller or pod by name and uses the selector for that resource as the selector for a new service on the specified port. A deployment or replica set will be exposed as a service only if its selector is convertible to a selector that service supports, i.e. when the selector contains only the matchLabels component. Note that if no port is specified via --port and the exposed resource has multiple ports, all will be re-used by the new service. Also if no labels are specified, the new service will re-use the labels from the resource it exposes.

 Possible resources include (case insensitive):

 pod (po), service (svc), replicationcontroller (rc), deployment (deploy), replicaset (rs)`,
  examples: `  # Create a service for a pod valid-pod, which serves on port 444 with the name "frontend"
  kubectl expose pod valid-pod --port=444 --name=frontend

  # Create a service for an nginx deployment, which serves on port 80 and connects to the containers on port 8000
  kubectl expose deployment nginx --port=80 --target-port=8000`,
  usage:
    '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  completes: 'resource-then-name',
  flags: [
    {
      name: 'cluster-ip',
      type: 'string',
      help: "ClusterIP to be assigned to the service. Leave empty to auto-allocate, or set to 'None' to create a headless service.",
    },
    dryRunFlag,
    { name: 'external-ip', type: 'string', help: 'Additional external IP address to accept for the service.' },
    fieldManagerFlag('kubectl-expose'),
    ...filenameFlags,
    { name: 'labels', shorthand: 'l', type: 'string', help: 'Labels to apply to the service created by this call.' },
    {
      name: 'load-balancer-ip',
      type: 'string',
      help: 'IP to assign to the LoadBalancer. If empty, an ephemeral IP will be created and used (cloud-provider specific).',
    },
    { name: 'name', type: 'string', help: 'The name for the newly created object.' },
    ...overrideFlags,
    {
      name: 'port',
      type: 'string',
      help: 'The port that the service should serve on. Copied from the resource being exposed, if unspecified',
    },
    {
      name: 'protocol',
      type: 'string',
      help: "The network protocol for the service to be created. Default is 'TCP'.",
      values: ['TCP', 'UDP', 'SCTP'],
    },
    recordFlag,
    saveConfigFlag,
    {
      name: 'selector',
      type: 'string',
      help: 'A label selector to use for this service. Only equality-based selector requirements are supported. If empty (the default) infer the selector from the replication controller or replica set.)',
    },
    {
      name: 'session-affinity',
      type: 'string',
      help: "If non-empty, set the session affinity for the service to this; legal values: 'None', 'ClientIP'",
      values: ['None', 'ClientIP'],
    },
    {
      name: 'target-port',
      type: 'string',
      help: 'Name or number for the port on the container that the service should direct traffic to. Optional.',
    },
    {
      name: 'type',
      type: 'string',
      help: "Type for this service: ClusterIP, NodePort, LoadBalancer, or ExternalName. Default is 'ClusterIP'.",
      values: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
    },
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    const dryRun = dryRunOf(flags);
    const printer = resultPrinter(flags, dryRun, io);
    // --selector names the service's pods here, not the objects to expose.
    const { selector: _, ...options } = builderFlags(flags);
    const found = await buildResources({ ...options, args, continueOnError: true }, context, io);
    await found.visit(async (info) => {
      const overrides = flags.string('overrides');
      const made = overrideObject(serviceFor(info, flags), overrides, flags.string('override-type'));
      const service = recorded(made, command);
      if (dryRun === 'client') {
        const shown = context.namespaceGiven ? inNamespace(service, context.namespace) : service;
        await printer.print(shown, 'exposed', overrides === '');
        return;
      }
      const resource = await context.resourceForKind('v1', 'Service');
      const body = flags.bool('save-config') ? withLastAppliedStruct(service) : service;
      const query = writeQuery(flags, dryRun);
      const response = await context.request({ method: 'POST', resource, namespace: context.namespace, query, body });
      await printer.print(response.body as JsonObject, 'exposed');
    });
    return 0;
  },
};

function serviceFor(info: ResourceInfo, flags: FlagValues): JsonObject {
  const exposed = exposedObject(info);
  const selector = flags.string('selector') === '' ? exposed.selector() : pairsOf(flags.string('selector'));
  if (Object.keys(selector).length === 0) throw new KubectlError('selector must be specified');
  const given = flags.string('port');
  const ports = given === '' ? exposed.ports.map(({ port }) => port) : given.split(',');
  const clusterIP = flags.string('cluster-ip');
  if (ports.length === 0 && clusterIP !== 'None') {
    throw new KubectlError("couldn't find port via --port flag or introspection");
  }
  const own = readPath(info.object, 'metadata', 'labels');
  const labels = flags.string('labels') === '' ? (isJsonObject(own) ? own : {}) : pairsOf(flags.string('labels'));
  return generateExposingService({
    name: flags.string('name') || info.name.slice(0, nameLimit),
    labels,
    selector,
    ports,
    known: exposed.ports,
    protocol: flags.string('protocol'),
    targetPort: flags.string('target-port'),
    externalIP: flags.string('external-ip'),
    type: flags.string('type'),
    loadBalancerIP: flags.string('load-balancer-ip'),
    sessionAffinity: flags.string('session-affinity'),
    clusterIP,
  });
}

/** `a=b,c=d`. Models kubectl/pkg/cmd/expose parseLabels. */
function pairsOf(text: string): JsonObject {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const parts = pair.split('=');
      const [key = '', value = ''] = parts;
      if (parts.length !== 2) throw new KubectlError(`unexpected label spec: ${pair}`);
      if (key === '') throw new KubectlError('unexpected empty label key');
      return [key, value];
    }),
  );
}
