import { jsonEqual } from '../../../api/json-equal.ts';
import type { KubectlCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import { podTemplateText } from '../../describe/pod-template.ts';
import { isJsonObject, type JsonObject, readPath, readText, withoutPath } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import type { ResourceInfo } from '../../resource-info.ts';
import { hasHistory, type Revision, revisionHistory } from '../../rollout/revision-history.ts';
import { sendPatch } from '../patch-info.ts';
import { resultPrinter } from '../result-printer.ts';
import { type DryRun, dryRunFlag, dryRunOf, filenameFlags, printFlags, selectorFlag } from '../write-flags.ts';
import { groupKind, rolloutObjects } from './rollout-infos.ts';

/** Models kubectl/pkg/cmd/rollout/rollout_undo.go. */
export const undoCommand: KubectlCommand = {
  name: 'undo',
  short: 'Undo a previous rollout',
  long: 'Roll back to a previous rollout.',
  examples: `  # Roll back to the previous deployment
  kubectl rollout undo deployment/abc

  # Roll back to daemonset revision 3
  kubectl rollout undo daemonset/abc --to-revision=3

  # Roll back to the previous deployment with dry-run
  kubectl rollout undo --dry-run=server deployment/abc`,
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  completes: 'resource-then-name',
  flags: [
    dryRunFlag,
    ...filenameFlags,
    selectorFlag,
    {
      name: 'to-revision',
      type: 'int',
      default: '0',
      help: 'The revision to rollback to. Default to 0 (last revision).',
    },
    ...printFlags,
  ],
  async run(command, context, io) {
    const { flags } = command;
    const dryRun = dryRunOf(flags);
    const found = await rolloutObjects(command, context, io);
    const printer = resultPrinter(flags, dryRun, io);
    await found.visit(async (info) => {
      if (!hasHistory(groupKind(info))) {
        throw new KubectlError(`no rollbacker has been implemented for "${groupKind(info)}"`);
      }
      const result = await rollBack(info, flags.int('to-revision'), dryRun, context);
      await printer.print(info.object ?? {}, result);
    });
    return 0;
  },
};

const notFound = (revision: number): KubectlError =>
  new KubectlError(`unable to find specified revision ${revision} in history`);

/** Models kubectl/pkg/polymorphichelpers/rollback.go. */
async function rollBack(
  info: ResourceInfo,
  toRevision: number,
  dryRun: DryRun,
  context: KubectlContext,
): Promise<string> {
  if (toRevision < 0) throw notFound(toRevision);
  const { workload, revisions } = await revisionHistory(info, context);
  const isDeployment = info.resource.kind === 'Deployment';
  if (toRevision === 0 && revisions.length <= 1) {
    throw new KubectlError(
      isDeployment ? `no rollout history found for deployment "${info.name}"` : 'no last revision to roll back to',
    );
  }
  const target = toRevision === 0 ? revisions.at(-2) : revisions.find(({ number }) => number === toRevision);
  if (target === undefined) throw notFound(toRevision);
  if (dryRun === 'client') {
    const text = podTemplateText(target.template);
    return isDeployment ? text : `will roll back to ${text}`;
  }
  if (isDeployment && readPath(workload, 'spec', 'paused') === true) {
    throw new KubectlError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  }
  const present = readPath(workload, 'spec', 'template');
  const wanted = readPath(target.shown, 'spec', 'template');
  const same = isDeployment
    ? jsonEqual(withoutHash(present), withoutHash(wanted))
    : jsonEqual(present, readPath(target.shown, 'spec', 'template'));
  if (same) return `skipped rollback (current template already matches revision ${toRevision})`;
  const query: Record<string, string> = dryRun === 'server' ? { dryRun: 'All' } : {};
  try {
    if (isDeployment) await sendPatch(info, 'json', deploymentPatch(workload, target), query, context);
    else await sendPatch(info, 'strategic', readPath(target.object, 'data'), query, context);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new KubectlError(`failed restoring revision ${toRevision}: ${why}`);
  }
  return 'rolled back';
}

function withoutHash(template: unknown): JsonObject {
  return isJsonObject(template) ? withoutPath(template, ['metadata', 'labels', 'pod-template-hash']) : {};
}

/** Annotations that stay those of the Deployment when it is rolled back. */
const keptAnnotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

function deploymentPatch(workload: JsonObject, target: Revision): readonly JsonObject[] {
  const annotations: Record<string, string> = {};
  for (const key of keptAnnotations) {
    const value = readText(workload, 'metadata', 'annotations', key);
    if (value !== '') annotations[key] = value;
  }
  for (const [key, value] of Object.entries(target.object.metadata.annotations ?? {})) {
    if (!keptAnnotations.includes(key)) annotations[key] = value;
  }
  return [
    { op: 'replace', path: '/spec/template', value: withoutHash(readPath(target.shown, 'spec', 'template')) },
    { op: 'replace', path: '/metadata/annotations', value: annotations },
  ];
}
