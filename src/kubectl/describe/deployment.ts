import { jsonEqual } from '../../api/json-equal.ts';
import { formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import type { Deployment, ReplicaSet } from '../../api/types/deployment.ts';
import type { PodTemplateSpec } from '../../api/types/pod.ts';
import type { KubectlContext } from '../context.ts';
import { longDate } from './dates.ts';
import { describeConditions, describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describePodTemplate } from './pod-template.ts';

/** Models kubectl/pkg/describe DeploymentDescriber. */
export const deploymentDescriber: Describer = {
  group: 'apps',
  kind: 'Deployment',
  async describe(request) {
    const deployment = request.info.object as unknown as Deployment;
    const { metadata, spec, status } = deployment;
    const sets = await replicaSetsOf(request.context, deployment);
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      out.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
      out.write(0, `CreationTimestamp:\t${longDate(metadata.creationTimestamp)}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      out.write(0, `Selector:\t${formatSelector(selectorFromLabelSelector(spec.selector))}\n`);
      const counts = [
        `${spec.replicas ?? 1} desired`,
        `${status?.updatedReplicas ?? 0} updated`,
        `${status?.replicas ?? 0} total`,
        `${status?.availableReplicas ?? 0} available`,
        `${status?.unavailableReplicas ?? 0} unavailable`,
      ];
      out.write(0, `Replicas:\t${counts.join(' | ')}\n`);
      out.write(0, `StrategyType:\t${spec.strategy?.type ?? ''}\n`);
      out.write(0, `MinReadySeconds:\t${spec.minReadySeconds ?? 0}\n`);
      const rolling = spec.strategy?.rollingUpdate;
      if (rolling !== undefined) {
        const { maxUnavailable = '<nil>', maxSurge = '<nil>' } = rolling;
        out.write(0, `RollingUpdateStrategy:\t${maxUnavailable} max unavailable, ${maxSurge} max surge\n`);
      }
      describePodTemplate(out, spec.template);
      describeConditions(out, status?.conditions);
      if (sets === undefined || sets.old.length + sets.current.length === 0) return;
      out.write(0, `OldReplicaSets:\t${setsText(sets.old)}\n`);
      out.write(0, `NewReplicaSet:\t${setsText(sets.current)}\n`);
    });
  },
};

/** Models kubectl/pkg/util/deployment GetAllReplicaSetsInChunks; undefined when they cannot be listed. */
async function replicaSetsOf(
  context: KubectlContext,
  { metadata, spec }: Deployment,
): Promise<{ readonly old: readonly ReplicaSet[]; readonly current: readonly ReplicaSet[] } | undefined> {
  try {
    const listed = (await context.list(await context.resource('replicasets.apps'), metadata.namespace ?? '', {
      labelSelector: formatSelector(selectorFromLabelSelector(spec.selector)),
    })) as readonly ReplicaSet[];
    const owned = listed.filter(({ metadata: { ownerReferences } }) =>
      ownerReferences?.some((owner) => owner.controller === true && owner.uid === metadata.uid),
    );
    const created = ({ metadata: { creationTimestamp, name } }: ReplicaSet) => `${creationTimestamp ?? ''} ${name}`;
    const current = [...owned]
      .sort((a, b) => (created(a) < created(b) ? -1 : 1))
      .find((set) => jsonEqual(withoutHash(set.spec.template), withoutHash(spec.template)));
    return { old: owned.filter((set) => set !== current), current: current === undefined ? [] : [current] };
  } catch {
    return undefined;
  }
}

/** Models EqualIgnoreHash: a set's template differs from its deployment's by a label. */
function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec | undefined {
  if (template?.metadata?.labels === undefined) return template;
  const { 'pod-template-hash': _, ...labels } = template.metadata.labels;
  return { ...template, metadata: { ...template.metadata, labels } };
}

function setsText(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) =>
      `${metadata.name} (${status?.replicas ?? 0}/${spec.replicas ?? 0} replicas created)`,
  );
  return texts.join(', ') || '<none>';
}
