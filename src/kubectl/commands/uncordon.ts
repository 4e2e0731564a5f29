import type { KubectlCommand } from '../command.ts';
import { cordonFlags, cordonNodes, nodesOf } from './cordon-nodes.ts';
import { dryRunOf } from './write-flags.ts';

export const uncordonCommand: KubectlCommand = {
  name: 'uncordon',
  section: 'Cluster Management Commands:',
  short: 'Mark node as schedulable',
  examples: '  # Mark node "foo" as schedulable\n  kubectl uncordon foo',
  usage: 'NODE',
  completes: 'name:nodes',
  flags: cordonFlags,
  async run(command, context, io) {
    const dryRun = dryRunOf(command.flags);
    await cordonNodes(await nodesOf(command, 'uncordon NODE', context, io), false, dryRun, context, io);
    return 0;
  },
};
