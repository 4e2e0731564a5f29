import type { KubeObject } from '../../../api/object.ts';
import type { KubectlCommand } from '../../command.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { statusViewerFor } from '../../rollout/status-of.ts';
import { watchUntil } from '../watch-until.ts';
import { filenameFlags, selectorFlag } from '../write-flags.ts';
import { groupKind, rolloutObjects } from './rollout-infos.ts';

/** Models kubectl/pkg/cmd/rollout/rollout_status.go. */
export const statusCommand: KubectlCommand = {
  name: 'status',
  short: 'Show the status of the rollout',
  long: `Show the status of the rollout.

 By default 'rollout status' will watch the status of the latest rollout until it's done. If you don't want to wait for the rollout to finish then you can use --watch=false. Note that if a new rollout starts in-between, then 'rollout status' will continue watching the latest revision. If you want to pin to a specific revision and abort if it is rolled over by another revision, use --revision=N where N is the revision you need to watch for.`,
  examples: '  # Watch the rollout status of a deployment\n  kubectl rollout status deployment/nginx',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  completes: 'resource-then-name',
  flags: [
    ...filenameFlags,
    {
      name: 'revision',
      type: 'int',
      default: '0',
      help: 'Pin to a specific revision for showing its status. Defaults to 0 (last revision).',
    },
    selectorFlag,
    {
      name: 'timeout',
      type: 'duration',
      default: '0s',
      help: 'The length of time to wait before ending watch, zero means never. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h).',
    },
    {
      name: 'watch',
      shorthand: 'w',
      type: 'bool',
      default: 'true',
      help: "Watch the status of the rollout until it's done.",
    },
  ],
  async run(command, context, io) {
    const { flags } = command;
    const revision = flags.int('revision');
    if (revision < 0) throw new KubectlError(`revision must be a positive integer: ${revision}`);
    const found = await rolloutObjects(command, context, io);
    const timeout = flags.duration('timeout');
    let count = 0;
    await found.visit(async (info) => {
      count++;
      const viewer = statusViewerFor(groupKind(info));
      if (viewer === undefined) {
        throw new KubectlError(`no status viewer has been implemented for ${groupKind(info)}`);
      }
      const end = await watchUntil(info, timeout === 0 ? undefined : timeout, context, io, async ({ type, object }) => {
        if (type === 'DELETED') throw new KubectlError('object has been deleted');
        const view = viewer(object as unknown as KubeObject, revision);
        if (view.failure !== undefined) throw new KubectlError(view.failure);
        await io.stdout.write(view.message);
        return view.done || !flags.bool('watch');
      });
      if (end === 'timed out') throw new KubectlError('timed out waiting for the condition');
    });
    if (count === 0) await io.stderr.write(`No resources found in ${context.namespace} namespace.\n`);
    return 0;
  },
};
