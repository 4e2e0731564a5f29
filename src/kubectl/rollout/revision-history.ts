import { formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import type { KubeObject, LabelSelector, ObjectMeta } from '../../api/object.ts';
import { applyStrategicMergePatch } from '../../api/patch/strategic-merge-patch.ts';
import type { ControllerRevision } from '../../api/types/daemon-set.ts';
import type { PodTemplateSpec } from '../../api/types/pod.ts';
import { typeOfObject } from '../apply/type-of-object.ts';
import type { KubectlContext } from '../context.ts';
import { type JsonObject, readPath, readText } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import type { ResourceInfo } from '../resource-info.ts';

/** One remembered state of a workload. */
export interface Revision {
  readonly number: number;
  readonly changeCause: string;
  readonly template: PodTemplateSpec;
  /** The ControllerRevision or ReplicaSet that remembers it. */
  readonly object: KubeObject;
  /** What `rollout history -o yaml` prints: the workload in that state, or the ReplicaSet. */
  readonly shown: JsonObject;
}

const changeCauseAnnotation = 'kubernetes.io/change-cause';
const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** Whether a kind, written `Kind.group`, has a history. */
export function hasHistory(kindAndGroup: string): boolean {
  return ['Deployment.apps', 'DaemonSet.apps', 'StatefulSet.apps'].includes(kindAndGroup);
}

/** The workload as it is now and its revisions, oldest first. Models kubectl/pkg/polymorphichelpers/history.go. */
export async function revisionHistory(
  info: ResourceInfo,
  context: KubectlContext,
): Promise<{ readonly workload: JsonObject; readonly revisions: readonly Revision[] }> {
  const { kind } = info.resource;
  const workload = await readWorkload(info, context);
  const selector = selectorFromLabelSelector(readPath(workload, 'spec', 'selector') as LabelSelector | undefined);
  const child = kind === 'Deployment' ? 'ReplicaSet' : 'ControllerRevision';
  const resource = await context.resourceForKind('apps/v1', child);
  const children = await context.list(resource, info.namespace, { labelSelector: formatSelector(selector) });
  const uid = readText(workload, 'metadata', 'uid');
  const owned = children
    .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === uid))
    .map((object): KubeObject => ({ ...object, apiVersion: 'apps/v1', kind: child }));
  const revisions = owned.flatMap((object) =>
    kind === 'Deployment' ? replicaSetRevision(object) : [controllerRevision(object as ControllerRevision, workload)],
  );
  return { workload, revisions: revisions.sort((a, b) => a.number - b.number) };
}

async function readWorkload(info: ResourceInfo, context: KubectlContext): Promise<JsonObject> {
  const { resource, namespace, name } = info;
  try {
    return (await context.get(resource, namespace, name)) as unknown as JsonObject;
  } catch (error) {
    const what = { Deployment: 'deployment', DaemonSet: 'DaemonSet', StatefulSet: 'Statefulset' }[resource.kind];
    const why = error instanceof Error ? error.message : String(error);
    throw new KubectlError(`failed to retrieve ${what ?? resource.kind} ${name}: ${why}`);
  }
}

function controllerRevision(object: ControllerRevision, workload: JsonObject): Revision {
  const shown = applyStrategicMergePatch(workload, object.data ?? {}, typeOfObject(workload));
  return {
    number: object.revision,
    changeCause: object.metadata.annotations?.[changeCauseAnnotation] ?? '',
    template: readPath(shown, 'spec', 'template') as PodTemplateSpec,
    object,
    shown,
  };
}

function replicaSetRevision(object: KubeObject): readonly Revision[] {
  const number = Number(object.metadata.annotations?.[revisionAnnotation] ?? '0');
  if (!Number.isInteger(number)) return [];
  const shown = object as unknown as JsonObject;
  const changeCause = object.metadata.annotations?.[changeCauseAnnotation] ?? '';
  const template = readPath(shown, 'spec', 'template') as PodTemplateSpec;
  const annotated =
    changeCause === ''
      ? template
      : {
          ...template,
          metadata: {
            ...template.metadata,
            annotations: { ...template.metadata?.annotations, [changeCauseAnnotation]: changeCause },
          } as ObjectMeta,
        };
  return [{ number, changeCause, template: annotated, object, shown }];
}
