import { jsonEqual } from '../../../api/json-equal.ts';
import { formatSelector, selectorFromLabelSelector } from '../../../api/labels.ts';
import { daemonSets } from '../../../api/resources.ts';
import type {
  DaemonSet,
  DaemonSetSpec,
  DaemonSetStatus,
  DaemonSetUpdateStrategy,
} from '../../../api/types/daemon-set.ts';
import { defaultPodTemplate } from '../defaults/pod-spec.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { validateDaemonSet, validateDaemonSetStatus, validateDaemonSetUpdate } from '../validation/daemon-set.ts';
import { subdomainName } from '../validation/names.ts';
import { templateWarnings } from '../warnings/pod-template.ts';
import { age, containerCells, labelCells } from './cell-text.ts';
import { keepingStatus, onlyStatus, withGeneration } from './generation.ts';

const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

/** A DaemonSet without a spec is refused by validation, which needs something to look at. */
const EMPTY_SPEC = {} as DaemonSetSpec;

const EMPTY_STATUS: DaemonSetStatus = {
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  desiredNumberScheduled: 0,
  numberReady: 0,
};

/** Models pkg/registry/apps/daemonset strategy.go. */
export const daemonSet = strategy<DaemonSet>({
  resource: daemonSets,
  subresources: ['status'],
  nameErrors: subdomainName,
  defaults: (object) =>
    withTemplateGeneration(mapField(withDefaults(object, { spec: EMPTY_SPEC }), 'spec', defaultSpec)),
  prepareForCreate(object) {
    const annotations = { ...object.metadata.annotations };
    annotations[TEMPLATE_GENERATION] = templateGeneration(annotations[TEMPLATE_GENERATION], 1);
    const metadata = { ...object.metadata, annotations, generation: 1 };
    return { ...object, metadata, status: EMPTY_STATUS };
  },
  prepareForUpdate(object, old) {
    const next = keepingStatus(object, old);
    const before = Number(old.metadata.annotations?.[TEMPLATE_GENERATION] ?? 0);
    const templateChanged = !jsonEqual(next.spec.template, old.spec.template);
    const value = String(templateChanged ? before + 1 : before);
    const stamped =
      next.metadata.annotations?.[TEMPLATE_GENERATION] === value
        ? next
        : {
            ...next,
            metadata: { ...next.metadata, annotations: { ...next.metadata.annotations, [TEMPLATE_GENERATION]: value } },
          };
    if (!templateChanged && jsonEqual(next.spec, old.spec)) return stamped;
    return withGeneration(stamped, (old.metadata.generation ?? 0) + 1);
  },
  prepareForStatusUpdate: onlyStatus,
  validate: validateDaemonSet,
  validateUpdate: validateDaemonSetUpdate,
  validateStatusUpdate: validateDaemonSetStatus,
  warnings: ({ spec }, old) => templateWarnings(spec.template, old?.spec.template, 'spec.template'),
  cells(object, context) {
    const { spec, status } = object;
    return [
      object.metadata.name,
      status.desiredNumberScheduled,
      status.currentNumberScheduled,
      status.numberReady,
      status.updatedNumberScheduled ?? 0,
      status.numberAvailable ?? 0,
      labelCells(spec.template.spec?.nodeSelector),
      age(object, context),
      ...containerCells(spec.template),
      formatSelector(selectorFromLabelSelector(spec.selector)),
    ];
  },
});

/** Models pkg/apis/apps/v1 SetDefaults_DaemonSet. */
function defaultSpec(spec: DaemonSetSpec): DaemonSetSpec {
  const filled = withDefaults(spec, { revisionHistoryLimit: 10, updateStrategy: {}, template: {} });
  return mapField(mapField(filled, 'updateStrategy', defaultUpdateStrategy), 'template', defaultPodTemplate);
}

function defaultUpdateStrategy(given: DaemonSetUpdateStrategy): DaemonSetUpdateStrategy {
  const filled = withDefaults(given, { type: 'RollingUpdate' });
  if (filled.type !== 'RollingUpdate') return filled;
  return mapField(withDefaults(filled, { rollingUpdate: {} }), 'rollingUpdate', (rolling) =>
    withDefaults(rolling, { maxUnavailable: 1, maxSurge: 0 }),
  );
}

/** Models conversion of the annotation into DaemonSetSpec.TemplateGeneration: what is no number counts as the default. */
/** Converting a DaemonSet always writes the annotation, so that whoever creates one owns it. */
function withTemplateGeneration(object: DaemonSet): DaemonSet {
  const { metadata } = object;
  if (metadata.annotations?.[TEMPLATE_GENERATION] !== undefined) return object;
  return { ...object, metadata: { ...metadata, annotations: { ...metadata.annotations, [TEMPLATE_GENERATION]: '0' } } };
}

function templateGeneration(given: string | undefined, otherwise: number): string {
  const value = Number(given);
  return String(given === undefined || !Number.isInteger(value) || value < otherwise ? otherwise : value);
}
