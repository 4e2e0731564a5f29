import type { KubectlCommand } from '../../command.ts';
import { podTemplateText } from '../../describe/pod-template.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { hasHistory, type Revision, revisionHistory } from '../../rollout/revision-history.ts';
import { resultPrinter } from '../result-printer.ts';
import { filenameFlags, printFlags, selectorFlag } from '../write-flags.ts';
import { groupKind, rolloutObjects } from './rollout-infos.ts';

/** Models kubectl/pkg/cmd/rollout/rollout_history.go. */
export const historyCommand: KubectlCommand = {
  name: 'history',
  short: 'View rollout history',
  long: 'View previous rollout revisions and configurations.',
  examples: `  # View the rollout history of a deployment
  kubectl rollout history deployment/abc

  # View the details of daemonset revision 3
  kubectl rollout history daemonset/abc --revision=3`,
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  completes: 'resource-then-name',
  flags: [
    ...filenameFlags,
    {
      name: 'revision',
      type: 'int',
      default: '0',
      help: 'See the details, including podTemplate of the revision specified',
    },
    selectorFlag,
    ...printFlags,
  ],
  async run(command, context, io) {
    const { flags } = command;
    const revision = flags.int('revision');
    if (revision < 0) throw new KubectlError(`revision must be a positive integer: ${revision}`);
    const found = await rolloutObjects(command, context, io);
    const printer = resultPrinter(flags, 'none', io);
    await found.visit(async (info) => {
      if (!hasHistory(groupKind(info))) {
        throw new KubectlError(`no history viewer has been implemented for "${groupKind(info)}"`);
      }
      const { revisions } = await revisionHistory(info, context);
      const chosen = revision > 0 ? revisions.find(({ number }) => number === revision) : undefined;
      if (flags.string('output') !== '') {
        if (revision > 0 && chosen === undefined) throw new KubectlError('unable to find the specified revision');
        for (const one of chosen === undefined ? revisions : [chosen]) await printer.print(one.shown, '');
        return;
      }
      if (revisions.length > 0 && revision > 0 && chosen === undefined) {
        throw new KubectlError('unable to find the specified revision');
      }
      const lead = revision > 0 ? `with revision #${revision}` : '';
      const text =
        revisions.length === 0
          ? 'No rollout history found.'
          : chosen === undefined
            ? overview(revisions)
            : podTemplateText(chosen.template);
      await printer.print(info.object ?? {}, `${lead}\n${text}`);
    });
    return 0;
  },
};

/** Columns as Go's tabwriter pads them: two spaces, at least eight wide in all. */
function overview(revisions: readonly Revision[]): string {
  const rows = revisions.map(({ number, changeCause }) => [String(number), changeCause || '<none>'] as const);
  const width = Math.max('REVISION'.length, ...rows.map(([number]) => number.length)) + 2;
  return [['REVISION', 'CHANGE-CAUSE'] as const, ...rows]
    .map(([number, cause]) => `${number.padEnd(width)}${cause}\n`)
    .join('');
}
