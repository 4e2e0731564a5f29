import type { Flag } from '../command.ts';
import type { KubectlIo } from '../io.ts';
import { KubectlError } from '../kubectl-error.ts';

export const deleteFlags: readonly Flag[] = [
  {
    name: 'cascade',
    type: 'string',
    default: 'background',
    noValue: 'background',
    help: 'Must be "background", "orphan", or "foreground". Selects the deletion cascading strategy for the dependents (e.g. Pods created by a ReplicationController). Defaults to background.',
    values: ['background', 'orphan', 'foreground'],
  },
  {
    name: 'force',
    type: 'bool',
    help: 'If true, immediately remove resources from API and bypass graceful deletion. Note that immediate deletion of some resources may result in inconsistency or data loss and requires confirmation.',
  },
  {
    name: 'grace-period',
    type: 'int',
    default: '-1',
    help: 'Period of time in seconds given to the resource to terminate gracefully. Ignored if negative. Set to 1 for immediate shutdown. Can only be set to 0 when --force is true (force deletion).',
  },
  {
    name: 'timeout',
    type: 'duration',
    default: '0s',
    help: 'The length of time to wait before giving up on a delete, zero means determine a timeout from the size of the object',
  },
  {
    name: 'wait',
    type: 'bool',
    default: 'true',
    help: 'If true, wait for resources to be gone before returning. This waits for finalizers.',
  },
];

export type Propagation = 'Background' | 'Orphan' | 'Foreground';

const strategies: Readonly<Record<string, Propagation>> = {
  background: 'Background',
  orphan: 'Orphan',
  foreground: 'Foreground',
};

/** Models kubectl/pkg/cmd/delete/delete_flags.go parseCascadingFlag. */
export async function cascadeOf(text: string, io: KubectlIo): Promise<Propagation> {
  const strategy = Object.hasOwn(strategies, text) ? strategies[text] : undefined;
  if (strategy !== undefined) return strategy;
  const word = /^(1|t|T|true|TRUE|True)$/.test(text)
    ? 'background'
    : /^(0|f|F|false|FALSE|False)$/.test(text)
      ? 'orphan'
      : undefined;
  if (word === undefined) {
    throw new KubectlError(`invalid cascade value (${text}). Must be "background", "foreground", or "orphan"`);
  }
  await io.stderr.write(
    `warning: --cascade=${text} is deprecated (boolean value) and can be replaced with --cascade=${word}.\n`,
  );
  return word === 'background' ? 'Background' : 'Orphan';
}
