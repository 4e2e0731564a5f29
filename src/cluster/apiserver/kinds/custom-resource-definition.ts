import { jsonEqual } from '../../../api/json-equal.ts';
import { customResourceDefinitions } from '../../../api/resources.ts';
import type { CustomResourceDefinition, DefinitionCondition } from '../../../api/types/custom-resource-definition.ts';
import { strategy } from '../strategy.ts';
import {
  validateCustomResourceDefinition,
  validateCustomResourceDefinitionUpdate,
} from '../validation/custom-resource-definition.ts';
import { subdomainName } from '../validation/names.ts';
import { createdAt } from './cell-text.ts';
import { bumpedWithSpec, keepingStatus, onlyStatus, withGeneration } from './generation.ts';

const FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

/** Models apiextensions/v1 SetDefaults_CustomResourceDefinitionSpec. */
function withDefaults(definition: CustomResourceDefinition): CustomResourceDefinition {
  const { spec } = definition;
  if (spec?.names === undefined) return definition;
  const { kind = '', singular = '', listKind = '', ...names } = spec.names;
  const filled = {
    ...names,
    kind,
    singular: singular === '' ? kind.toLowerCase() : singular,
    listKind: listKind === '' && kind !== '' ? `${kind}List` : listKind,
  };
  const conversion = spec.conversion ?? { strategy: 'None' };
  return { ...definition, spec: { ...spec, conversion, names: filled } };
}

/** Every version in which objects were ever kept is remembered. Models apiextensions strategy.go PrepareForUpdate. */
function withStoredVersion(definition: CustomResourceDefinition): CustomResourceDefinition {
  const kept = definition.spec?.versions?.find(({ storage }) => storage)?.name;
  const stored = definition.status?.storedVersions ?? [];
  if (kept === undefined || stored.includes(kept)) return definition;
  return { ...definition, status: { ...definition.status, storedVersions: [...stored, kept] } };
}

const TERMINATING: Omit<DefinitionCondition, 'lastTransitionTime'> = {
  type: 'Terminating',
  status: 'True',
  reason: 'InstanceDeletionPending',
  message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will be in progress',
};

/** Models apiextensions registry/customresourcedefinition. */
export const customResourceDefinition = strategy<CustomResourceDefinition>({
  resource: customResourceDefinitions,
  subresources: ['status'],
  nameErrors: subdomainName,
  defaults: withDefaults,
  prepareForCreate: (object) =>
    withStoredVersion(withGeneration({ ...object, status: { acceptedNames: { kind: '', plural: '' } } }, 1)),
  prepareForUpdate: (object, old) => withStoredVersion(bumpedWithSpec(keepingStatus(object, old), old)),
  prepareForStatusUpdate: onlyStatus,
  validate: validateCustomResourceDefinition,
  validateUpdate: (object, old) =>
    jsonEqual(object.spec, old.spec) ? [] : validateCustomResourceDefinitionUpdate(object, old),
  // The first request to delete only marks it: its objects go first.
  held: ({ metadata }) => metadata.deletionTimestamp === undefined,
  markTerminating(object) {
    const { metadata, status } = object;
    const finalizers = [...(metadata.finalizers ?? []).filter((one) => one !== FINALIZER), FINALIZER];
    const conditions = [
      ...(status?.conditions ?? []).filter(({ type }) => type !== TERMINATING.type),
      { ...TERMINATING, lastTransitionTime: metadata.deletionTimestamp! },
    ];
    return { ...object, metadata: { ...metadata, finalizers }, status: { ...status, conditions } };
  },
  cells: ({ metadata }) => [metadata.name, createdAt(metadata)],
});
