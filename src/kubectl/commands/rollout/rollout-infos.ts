import type { FlagValues, ParsedCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import type { KubectlIo } from '../../io.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { type BuilderResult, buildResources } from '../../resource-builder.ts';
import type { ResourceInfo } from '../../resource-info.ts';
import { builderFlags, hasFiles } from '../write-flags.ts';

/** The objects a rollout command names. */
export async function rolloutObjects(
  { args, flags }: ParsedCommand,
  context: KubectlContext,
  io: KubectlIo,
): Promise<BuilderResult> {
  requireResource(args, flags);
  return buildResources(
    { ...builderFlags(flags), args, allowEmptySelector: true, continueOnError: true, latest: true },
    context,
    io,
  );
}

function requireResource(args: readonly string[], flags: FlagValues): void {
  if (args.length === 0 && !hasFiles(flags)) throw new KubectlError('required resource not specified');
}

/** `DaemonSet.apps`, `Pod`. Models schema.GroupKind String. */
export function groupKind({ resource }: ResourceInfo): string {
  return resource.group === '' ? resource.kind : `${resource.kind}.${resource.group}`;
}

/** `daemonsets.apps`. */
export function groupResource({ resource }: ResourceInfo): string {
  return resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
}
