import { configurationText, lastAppliedAnnotation, lastAppliedOf, withLastApplied } from '../../apply/last-applied.ts';
import type { KubectlCommand } from '../../command.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { buildResources } from '../../resource-builder.ts';
import { fetchInfo, type ResourceInfo } from '../../resource-info.ts';
import { sendPatch } from '../patch-info.ts';
import { resultPrinter } from '../result-printer.ts';
import { builderFlags, dryRunFlag, dryRunOf, filenameFlags, printFlags, writeQuery } from '../write-flags.ts';

/** Models kubectl/pkg/cmd/apply/apply_set_last_applied.go. */
export const setLastAppliedCommand: KubectlCommand = {
  name: 'set-last-applied',
  short: 'Set the last-applied-configuration annotation on a live object to match the contents of a file',
  examples: `  # Set the last-applied-configuration of a resource to match the contents of a file
  kubectl apply set-last-applied -f deploy.yaml`,
  usage: '-f FILENAME',
  completes: 'files',
  flags: [
    {
      name: 'create-annotation',
      type: 'bool',
      help: "Will create 'last-applied-configuration' annotations if current objects doesn't have one",
    },
    dryRunFlag,
    ...filenameFlags,
    ...printFlags,
  ],
  async run({ flags }, context, io) {
    const dryRun = dryRunOf(flags);
    const printer = resultPrinter(flags, dryRun, io);
    const found = await buildResources({ ...builderFlags(flags) }, context, io);
    const changes: { info: ResourceInfo; text: string }[] = [];
    await found.visit(async (info) => {
      const text = configurationText(info.object ?? {});
      const current = await fetchInfo(info, context);
      const before = lastAppliedOf(current);
      if (before === undefined && !flags.bool('create-annotation')) {
        throw new KubectlError(
          `no last-applied-configuration annotation found on resource: ${info.name}, to create the annotation, run the command with --create-annotation`,
        );
      }
      if (before !== text) changes.push({ info, text });
      else await printer.print(current, 'configured');
    });
    for (const { info, text } of changes) {
      const patch = { metadata: { annotations: { [lastAppliedAnnotation]: text } } };
      const object =
        dryRun === 'client'
          ? withLastApplied(info.object ?? {})
          : await sendPatch(info, 'merge', patch, writeQuery(flags, dryRun), context);
      await printer.print(object, 'configured');
    }
    return 0;
  },
};
