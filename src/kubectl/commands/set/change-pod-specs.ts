import type { Flag, FlagValues, ParsedCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import { goType } from '../../go-type.ts';
import type { KubectlIo } from '../../io.ts';
import { isJsonObject, type JsonObject, readPath, withPath } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { buildResources, missingResource } from '../../resource-builder.ts';
import type { ResourceInfo } from '../../resource-info.ts';
import {
  allFlag,
  builderFlags,
  type DryRun,
  dryRunFlag,
  fieldManagerFlag,
  filenameFlags,
  hasFiles,
  localFlag,
  printFlags,
  selectorFlag,
} from '../write-flags.ts';
import { changeObjects, type ObjectChange } from './change-objects.ts';

export const setFlags: readonly Flag[] = [
  allFlag,
  dryRunFlag,
  fieldManagerFlag('kubectl-set'),
  ...filenameFlags,
  localFlag,
  selectorFlag,
  ...printFlags,
];

/** Where the pod spec is in the kinds that have one. Models kubectl/pkg/polymorphichelpers/updatepodspec.go. */
const podSpecPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** Without a server there are no objects but those in files. */
export function refuseLocalNames(resources: readonly string[], flags: FlagValues): void {
  if (!flags.bool('local') || resources.length === 0) return;
  throw new KubectlError(
    "error: you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'",
  );
}

/** The objects that `set ...` works on. Without -l, --all or names there must be files. */
export async function setInfos(
  resources: readonly string[],
  flags: FlagValues,
  context: KubectlContext,
  io: KubectlIo,
): Promise<readonly ResourceInfo[]> {
  refuseLocalNames(resources, flags);
  const local = flags.bool('local');
  if (resources.length === 0 && !hasFiles(flags)) {
    throw new KubectlError(missingResource);
  }
  const found = await buildResources(
    { ...builderFlags(flags), args: resources, continueOnError: true, latest: !local },
    context,
    io,
  );
  return found.infos();
}

export interface PodSpecChange {
  /** `image`, for "failed to patch image update to pod template". */
  readonly failure: string;
  readonly operation: string;
  readonly sendsUnchanged?: boolean;
  /** Returns the new spec; throws or adds to `errors` what is wrong with this object. */
  change(spec: JsonObject, info: ResourceInfo, errors: unknown[]): JsonObject | undefined;
}

/** Changes the pod template of each object and sends what changed. */
export function changePodSpecs(
  infos: readonly ResourceInfo[],
  { failure, operation, sendsUnchanged = false, change }: PodSpecChange,
  dryRun: DryRun,
  command: ParsedCommand,
  context: KubectlContext,
  io: KubectlIo,
): Promise<void> {
  const ofObject: ObjectChange = {
    failure,
    operation,
    sendsUnchanged,
    change(object, info, errors) {
      const path = podSpecPaths[info.resource.kind];
      if (path === undefined)
        throw new KubectlError(`the object is not a pod or does not have a pod template: *${goType(info.resource)}`);
      const spec = readPath(object, ...path);
      const next = change(isJsonObject(spec) ? spec : {}, info, errors);
      return next === undefined ? undefined : withPath(object, path, next);
    },
  };
  return changeObjects(infos, ofObject, dryRun, command, context, io);
}
