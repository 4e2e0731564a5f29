import { customResourceOf, keptVersion } from '../../../api/custom-resource.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import { findJsonPath, parseJsonPath, printValue } from '../../../api/json-path.ts';
import type { KubeObject } from '../../../api/object.ts';
import type {
  CustomResourceDefinition,
  CustomResourceVersion,
  JsonSchema,
} from '../../../api/types/custom-resource-definition.ts';
import { keepingStatus, withGeneration } from '../kinds/generation.ts';
import type { AnyStrategy, OtherVersion } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { customScale } from './custom-scale.ts';
import { customCells, customColumns } from './printer-columns.ts';
import { withSchemaDefaults } from './schema-defaults.ts';
import { schemaErrors } from './schema-errors.ts';
import { typeOfCustomObjects } from './schema-type.ts';

/** What every object has is validated elsewhere. */
const KEEPS_ALL: JsonSchema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

const schemaOf = ({ schema }: CustomResourceVersion): JsonSchema => schema?.openAPIV3Schema ?? KEEPS_ALL;

type Custom = KubeObject & { readonly status?: unknown };

/** The kind that a definition makes; undefined while it makes none. Models apiextensions registry/customresource. */
export function customKind(definition: CustomResourceDefinition): AnyStrategy | undefined {
  const made = customResourceOf(definition);
  const kept = keptVersion(definition);
  if (made === undefined || kept === undefined) return undefined;
  const { group, versions } = definition.spec;
  const schema = schemaOf(kept);
  const resource = { ...made, type: typeOfCustomObjects(schema) };
  const { status, scale } = kept.subresources ?? {};
  const others = versions.filter((version) => version.served && version !== kept);
  const validate = (object: KubeObject) => {
    const { metadata: _, ...rest } = object;
    return schemaErrors({ ...schema, required: schema.required?.filter((name) => name !== 'metadata') }, rest, '');
  };
  return {
    resource,
    subresources: [...(status === undefined ? [] : ['status']), ...(scale === undefined ? [] : ['scale'])],
    ...(scale === undefined ? {} : { scale: customScale(scale) }),
    otherVersions: others.map((version) => otherVersion(group, kept, version)),
    ...(kept.deprecated === true ? { deprecation: deprecationOf(definition, kept) } : {}),
    nameErrors: subdomainName,
    defaults: (object) => withSchemaDefaults(schema, object) as KubeObject,
    prepareForCreate: (object) => withGeneration(status === undefined ? object : keepingStatus(object, {} as never), 1),
    prepareForUpdate: (object, old) => bumped(status === undefined ? object : keepingStatus(object, old), old, status),
    prepareForStatusUpdate: (object: Custom, old: Custom) => keepingStatus(old, object),
    validate,
    validateUpdate: validate,
    validateStatusUpdate: validate,
    fields: selectableFields(kept),
    columns: customColumns(kept),
    cells: customCells(kept),
  };
}

function deprecationOf({ spec }: CustomResourceDefinition, { name, deprecationWarning }: CustomResourceVersion) {
  return deprecationWarning ?? `${spec.group}/${name} ${spec.names.kind} is deprecated`;
}

/** Every change but those of metadata, and of a status that has a way of its own, makes a new generation. */
function bumped(object: Custom, old: Custom, status: object | undefined): KubeObject {
  const counted = ({ metadata: _, status: said, ...rest }: Custom) => (status === undefined ? { ...rest, said } : rest);
  if (jsonEqual(counted(object), counted(old))) return object;
  return withGeneration(object, (old.metadata.generation ?? 0) + 1);
}

function otherVersion(group: string, kept: CustomResourceVersion, version: CustomResourceVersion): OtherVersion {
  const groupVersion = `${group}/${version.name}`;
  const schema = schemaOf(version);
  return {
    groupVersion,
    type: typeOfCustomObjects(schema),
    toServed: (object) => ({ ...object, apiVersion: groupVersion }),
    fromServed: (object) => ({
      ...(withSchemaDefaults(schema, object) as KubeObject),
      apiVersion: `${group}/${kept.name}`,
    }),
  };
}

function selectableFields({ selectableFields: given = [] }: CustomResourceVersion) {
  return Object.fromEntries(
    given.map(({ jsonPath }) => {
      const path = parseJsonPath(`{${jsonPath}}`);
      const text = (object: KubeObject): string => {
        const found = 'error' in path ? path : findJsonPath(path, object, { allowMissingKeys: true });
        const value = 'error' in found ? undefined : found[0]?.[0];
        return value === undefined ? '' : printValue(value);
      };
      return [jsonPath.replace(/^\./, ''), text];
    }),
  );
}
