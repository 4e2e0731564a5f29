import { withLastAppliedStruct } from '../apply/last-applied.ts';
import type { FlagValues, KubectlCommand } from '../command.ts';
import type { ApiResource } from '../context.ts';
import type { JsonObject } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { buildResources } from '../resource-builder.ts';
import { recorded } from './change-cause.ts';
import { requireFlag } from './create/require-flag.ts';
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

const SCALABLE = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

/** Models kubectl/pkg/cmd/autoscale. */
export const autoscaleCommand: KubectlCommand = {
  name: 'autoscale',
  section: 'Deploy Commands:',
  short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  long: `Creates an autoscaler that automatically chooses and sets the number of pods that run in a Kubernetes cluster. The command will attempt to use the autoscaling/v2 API first, in case of an error, it will fall back to autoscaling/v1 API.

 Looks up a deployment, replica set, stateful set, or replication controller by name and creates an autoscaler that uses the given resource as a reference.`,
  examples: `  # Auto scale a deployment "foo", with the number of pods between 2 and 10
  kubectl autoscale deployment foo --min=2 --max=10

  # Auto scale a replication controller "foo", with the number of pods between 1 and 5, target CPU utilization at 80%
  kubectl autoscale rc foo --max=5 --cpu-percent=80`,
  usage: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU]',
  completes: 'resource-then-name',
  flags: [
    {
      name: 'cpu-percent',
      type: 'int',
      default: '-1',
      help: "The target average CPU utilization (represented as a percent of requested CPU) over all the pods. If it's not specified or negative, a default autoscaling policy will be used.",
    },
    dryRunFlag,
    fieldManagerFlag('kubectl-autoscale'),
    ...filenameFlags,
    {
      name: 'max',
      type: 'int',
      default: '-1',
      help: 'The upper limit for the number of pods that can be set by the autoscaler. Required.',
    },
    {
      name: 'min',
      type: 'int',
      default: '-1',
      help: "The lower limit for the number of pods that can be set by the autoscaler. If it's not specified or negative, the server will apply a default value.",
    },
    {
      name: 'name',
      type: 'string',
      help: 'The name for the newly created object. If not specified, the name of the input resource will be used.',
    },
    recordFlag,
    saveConfigFlag,
    ...printFlags,
  ],
  async run(command, context, io) {
    const { args, flags } = command;
    requireFlag(flags, 'max');
    const [min, max] = [flags.int('min'), flags.int('max')];
    if (max < 1) throw new KubectlError(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min) {
      throw new KubectlError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    }
    const dryRun = dryRunOf(flags);
    const printer = resultPrinter(flags, dryRun, io);
    let count = 0;
    const found = await buildResources({ ...builderFlags(flags), args, continueOnError: true }, context, io);
    await found.visit(async ({ name, resource: target }) => {
      if (!SCALABLE.has(target.kind)) {
        throw new KubectlError(
          `cannot autoscale a ${target.kind}: could not find scale subresource for ${groupVersionOf(target)}, Resource=${target.plural} in discovery information`,
        );
      }
      count++;
      const object = recorded(autoscalerFor(name, target, flags), command);
      if (dryRun === 'client') {
        await printer.print(object, 'created', true);
        return;
      }
      const resource = await context.resourceForKind('autoscaling/v2', 'HorizontalPodAutoscaler');
      const body = flags.bool('save-config') ? withLastAppliedStruct(object) : object;
      const query = writeQuery(flags, dryRun);
      const answer = await context.request({ method: 'POST', resource, namespace: context.namespace, query, body });
      await printer.print(answer.body as JsonObject, 'autoscaled');
    });
    if (count === 0) throw new KubectlError('no objects passed to autoscale');
    return 0;
  },
};

const groupVersionOf = ({ group, version }: ApiResource): string =>
  group === '' ? `/${version}` : `${group}/${version}`;

/** Models createHorizontalPodAutoscalerV2; fields in the order of Go's structs. */
function autoscalerFor(name: string, target: ApiResource, flags: FlagValues): JsonObject {
  const percent = flags.int('cpu-percent');
  const min = flags.int('min');
  const metric = {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } },
  };
  return {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    metadata: { name: flags.string('name') || name, creationTimestamp: null },
    spec: {
      scaleTargetRef: {
        kind: target.kind,
        name,
        apiVersion: target.group === '' ? target.version : `${target.group}/${target.version}`,
      },
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: flags.int('max'),
      ...(percent >= 0 ? { metrics: [metric] } : {}),
    },
    status: { desiredReplicas: 0, currentMetrics: null },
  };
}
