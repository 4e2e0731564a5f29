import type { KubectlCommand } from '../command.ts';
import { cordonFlags, cordonNodes, nodesOf } from './cordon-nodes.ts';
import { dryRunOf } from './write-flags.ts';

export const cordonCommand: KubectlCommand = {
  name: 'cordon',
  section: 'Cluster Management Commands:',
  short: 'Mark node as unschedulable',
  examples: '  # Mark node "foo" as unschedulable\n  kubectl cordon foo',
  usage: 'NODE',
  completes: 'name:nodes',
  flags: cordonFlags,
  async run(command, context, io) {
    const dryRun = dryRunOf(command.flags);
    await cordonNodes(await nodesOf(command, 'cordon NODE', context, io), true, dryRun, context, io);
    return 0;
  },
};
