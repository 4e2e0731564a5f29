import { namespaces } from '../../../api/resources.ts';
import type { Namespace } from '../../../api/types/core.ts';
import { strategy } from '../strategy.ts';
import { labelName } from '../validation/names.ts';
import { validateNamespace, validateNamespaceFinalize, validateNamespaceStatus } from '../validation/namespace.ts';
import { age } from './cell-text.ts';
import { keepingStatus, onlyStatus } from './generation.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';
const FINALIZER = 'kubernetes';

/** Models pkg/registry/core/namespace strategy.go and its storage. */
export const namespace = strategy<Namespace>({
  resource: namespaces,
  subresources: ['status', 'finalize'],
  nameErrors: labelName,
  defaults: withNameLabel,
  prepareForCreate(object) {
    const finalizers = object.spec?.finalizers ?? [];
    const spec = {
      ...object.spec,
      finalizers: finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER],
    };
    return { ...object, spec, status: { phase: 'Active' } };
  },
  prepareForUpdate: (object, old) => keepingStatus({ ...object, spec: old.spec }, old),
  prepareForStatusUpdate: onlyStatus,
  validate: validateNamespace,
  validateStatusUpdate: validateNamespaceStatus,
  subresourcePath: (subresource) =>
    subresource === 'finalize'
      ? {
          subresource,
          prepare: (object, old) => keepingStatus(object as Namespace, old as Namespace),
          validate: (object) => validateNamespaceFinalize(object as Namespace),
        }
      : undefined,
  /** Its content goes first; the namespace controller then removes the finalizer of the spec. */
  held: ({ spec }) => (spec?.finalizers?.length ?? 0) > 0,
  markTerminating: (object) => ({ ...object, status: { ...object.status, phase: 'Terminating' } }),
  fields: { 'status.phase': ({ status }) => status?.phase ?? '' },
  unknownField: (field) => `field label not supported: ${field}`,
  cells: (object, context) => [object.metadata.name, object.status?.phase ?? '', age(object, context)],
});

/** Models pkg/apis/core/v1 SetDefaults_Namespace: the name is a label too, and stays one. */
function withNameLabel(object: Namespace): Namespace {
  const { name, labels } = object.metadata;
  if (name === '' || labels?.[NAME_LABEL] === name) return object;
  return { ...object, metadata: { ...object.metadata, labels: { ...labels, [NAME_LABEL]: name } } };
}
