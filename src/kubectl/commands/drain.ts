import { goQuote } from '../../api/go-quote.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { KubectlCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import { drainErrors, drainWarnings, podsToDelete } from '../drain/pod-delete-list.ts';
import { type Drainage, podsOnNode } from '../drain/pods-on-node.ts';
import { removePods } from '../drain/remove-pods.ts';
import type { KubectlIo } from '../io.ts';
import { ErrorList, KubectlError } from '../kubectl-error.ts';
import { cordonFlags, cordonNodes, nodesOf } from './cordon-nodes.ts';
import { resourceName } from './result-printer.ts';
import { dryRunOf } from './write-flags.ts';

/** Models kubectl/pkg/cmd/drain. */
export const drainCommand: KubectlCommand = {
  name: 'drain',
  section: 'Cluster Management Commands:',
  short: 'Drain node in preparation for maintenance',
  long: `Drain node in preparation for maintenance.

 The given node will be marked unschedulable to prevent new pods from arriving. 'drain' evicts the pods if the API server supports https://kubernetes.io/docs/concepts/workloads/pods/disruptions/ eviction. Otherwise, it will use normal DELETE to delete the pods. The 'drain' evicts or deletes all pods except mirror pods (which cannot be deleted through the API server).  If there are daemon set-managed pods, drain will not proceed without --ignore-daemonsets, and regardless it will not delete any daemon set-managed pods, because those pods would be immediately replaced by the daemon set controller, which ignores unschedulable markings.  If there are any pods that are neither mirror pods nor managed by a replication controller, replica set, daemon set, stateful set, or job, then drain will not delete any pods unless you use --force.  --force will also allow deletion to proceed if the managing resource of one or more pods is missing.

 'drain' waits for graceful termination. You should not operate on the machine until the command completes.

 When you are ready to put the node back into service, use kubectl uncordon, which will make the node schedulable again.`,
  examples: `  # Drain node "foo", even if there are pods not managed by a replication controller, replica set, job, daemon set, or stateful set on it
  kubectl drain foo --force

  # As above, but abort if there are pods not managed by a replication controller, replica set, job, daemon set, or stateful set, and use a grace period of 15 minutes
  kubectl drain foo --grace-period=900`,
  usage: 'NODE',
  completes: 'name:nodes',
  flags: [
    {
      name: 'chunk-size',
      type: 'int',
      default: '500',
      help: 'Return large lists in chunks rather than all at once. Pass 0 to disable.',
    },
    {
      name: 'delete-emptydir-data',
      type: 'bool',
      help: 'Continue even if there are pods using emptyDir (local data that will be deleted when the node is drained).',
    },
    {
      name: 'disable-eviction',
      type: 'bool',
      help: 'Force drain to use delete, even if eviction is supported. This will bypass checking PodDisruptionBudgets, use with caution.',
    },
    { name: 'force', type: 'bool', help: 'Continue even if there are pods that do not declare a controller.' },
    {
      name: 'grace-period',
      type: 'int',
      default: '-1',
      help: 'Period of time in seconds given to each pod to terminate gracefully. If negative, the default value specified in the pod will be used.',
    },
    { name: 'ignore-daemonsets', type: 'bool', help: 'Ignore DaemonSet-managed pods.' },
    { name: 'pod-selector', type: 'string', help: 'Label selector to filter pods on the node' },
    {
      name: 'skip-wait-for-delete-timeout',
      type: 'int',
      default: '0',
      help: 'If pod DeletionTimestamp older than N seconds, skip waiting for the pod.  Seconds must be greater than 0 to skip.',
    },
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      help: 'The length of time to wait before giving up, zero means infinite',
    },
    ...cordonFlags,
  ],
  async run(command, context, io) {
    const { flags } = command;
    const dryRun = dryRunOf(flags);
    const nodes = await nodesOf(command, 'drain NODE', context, io);
    const drainage: Drainage = {
      force: flags.bool('force'),
      ignoreDaemonSets: flags.bool('ignore-daemonsets'),
      deleteEmptyDirData: flags.bool('delete-emptydir-data'),
      skipWaitForDeleteTimeoutSeconds: flags.int('skip-wait-for-delete-timeout'),
      podSelector: flags.string('pod-selector'),
      gracePeriodSeconds: flags.int('grace-period'),
      timeoutMs: flags.duration('timeout'),
      disableEviction: flags.bool('disable-eviction'),
      dryRun,
    };
    await cordonNodes(nodes, true, dryRun, context, io);
    const fatal: unknown[] = [];
    const remaining: string[] = [];
    const suffix = { none: '', client: ' (dry run)', server: ' (server dry run)' }[dryRun];
    for (const node of nodes) {
      try {
        await drainNode(node.name, drainage, context, io);
        await io.stdout.write(`${resourceName(node.object ?? {})} drained${suffix}\n`);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        await io.stderr.write(
          `error: unable to drain node ${goQuote(node.name)} due to error: ${message}, continuing command...\n`,
        );
        fatal.push(error);
        remaining.push(node.name);
      }
    }
    if (remaining.length > 0) {
      await io.stderr.write(
        `There are pending nodes to be drained:\n${remaining.map((name) => ` ${name}\n`).join('')}`,
      );
      throw new ErrorList(fatal);
    }
    return 0;
  },
};

/** Models kubectl/pkg/cmd/drain deleteOrEvictPodsSimple. */
async function drainNode(node: string, drainage: Drainage, context: KubectlContext, io: KubectlIo): Promise<void> {
  const judged = await podsOnNode(node, drainage, context, io);
  const refusals = drainErrors(judged);
  if (refusals.length > 0) throw new ErrorList(refusals.map((message) => new KubectlError(message)));
  const warnings = drainWarnings(judged);
  if (warnings !== '') await io.stderr.write(`Warning: ${warnings}\n`);
  const pods = podsToDelete(judged);
  if (drainage.dryRun === 'client') {
    for (const { metadata } of pods) {
      await io.stdout.write(`evicting pod ${metadata.namespace ?? ''}/${metadata.name} (dry run)\n`);
    }
    return;
  }
  try {
    await removePods(pods, drainage, context, io);
  } catch (error) {
    await reportPending(node, error, drainage, context, io);
    throw error;
  }
}

async function reportPending(
  node: string,
  failure: unknown,
  drainage: Drainage,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  const judged = await podsOnNode(node, drainage, context, io);
  const pending: readonly Pod[] = podsToDelete(judged);
  const message = failure instanceof Error ? failure.message : String(failure);
  if (pending.length > 0) {
    await io.stderr.write(`There are pending pods in node ${goQuote(node)} when an error occurred: ${message}\n`);
    for (const pod of pending) await io.stderr.write(`pod/${pod.metadata.name}\n`);
  }
  const errors = drainErrors(judged);
  if (errors.length > 0) {
    const list = new ErrorList(errors.map((one) => new KubectlError(one)));
    await io.stderr.write(`Following errors occurred while getting the list of pods to delete:\n${list.message}`);
  }
}
