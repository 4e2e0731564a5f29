import schemas from './schema/schemas.json' with { type: 'json' };

/** A type as the schema writes it: `string`, `integer:int32`, `[x]` a list, `{x}` a map, or the name of a type. */
export type TypeReference = string;

export interface FieldSchema {
  readonly type: TypeReference;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly required: boolean;
  /** Server-side apply: atomic, set or map. */
  readonly listType?: string;
  readonly mapKeys?: readonly string[];
  readonly mapType?: string;
  /** Strategic merge: `merge`, `replace`, `retainKeys`, also both: `merge,retainKeys`. */
  readonly patchStrategies: readonly string[];
  readonly patchMergeKey?: string;
}

export interface RawField {
  readonly t: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly list?: string;
  readonly keys?: readonly string[];
  readonly map?: string;
  readonly patch?: string;
  readonly patchKey?: string;
}

export interface RawType {
  readonly gvk?: { readonly group: string; readonly version: string; readonly kind: string };
  readonly required?: readonly string[];
  readonly fields?: Readonly<Record<string, string | RawField>>;
  readonly type?: string;
  readonly map?: string;
  /** Fields that are not declared are kept, whatever they hold. */
  readonly keep?: true;
}

const types = new Map(Object.entries(schemas as unknown as Readonly<Record<string, RawType>>));
const typesByKind = new Map<string, TypeReference>();
for (const [name, { gvk }] of types) {
  if (gvk !== undefined) typesByKind.set(`${gvk.group}/${gvk.version}/${gvk.kind}`, name);
}

/** The type of a kind, such as `io.k8s.api.core.v1.Pod`. */
export function typeOf(group: string, version: string, kind: string): TypeReference | undefined {
  return typesByKind.get(`${group}/${version}/${kind}`);
}

/** The type of a resource's objects: its own where there is one, else that of its kind. */
export const typeOfResource = (resource: {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly type?: TypeReference;
}): TypeReference | undefined => resource.type ?? typeOf(resource.group, resource.version, resource.kind);

/** How the names of types begin that clusters define. */
export const CUSTOM_TYPE = 'custom.';

/**
 * Makes types known that clusters define. Their names must follow from what is in them: all clusters of this process
 * share one table, and what is known once stays so.
 */
export function registerTypes(added: ReadonlyMap<string, RawType>): void {
  for (const [name, type] of added) if (!types.has(name)) types.set(name, type);
}

/** The names of a type's fields; nothing when it is no struct. */
export function fieldNames(type: TypeReference): readonly string[] {
  return Object.keys(types.get(type)?.fields ?? {});
}

export function requiredFields(type: TypeReference): readonly string[] {
  return types.get(type)?.required ?? [];
}

export function isStruct(type: TypeReference): boolean {
  return types.get(type)?.fields !== undefined;
}

/** Whether server-side apply takes values of this type as one, whatever the field says. */
export function isAtomicType(type: TypeReference): boolean {
  return types.get(type)?.map === 'atomic';
}

/** What a named type without fields is in JSON: `any`, `object`, `int-or-string`, `string:date-time`. */
export function plainType(type: TypeReference): string {
  return types.get(type)?.type ?? type;
}

const ANYTHING: FieldSchema = { type: 'any', required: false, patchStrategies: [] };

const fields = new Map<TypeReference, Map<string, FieldSchema>>();

export function fieldOf(type: TypeReference, name: string): FieldSchema | undefined {
  let known = fields.get(type);
  if (known === undefined) {
    known = new Map();
    fields.set(type, known);
  }
  let field = known.get(name);
  if (field === undefined) {
    field = readField(type, name);
    if (field !== undefined && field !== ANYTHING) known.set(name, field);
  }
  return field;
}

function readField(type: TypeReference, name: string): FieldSchema | undefined {
  const struct = types.get(type);
  if (struct?.fields === undefined) return undefined;
  if (!Object.hasOwn(struct.fields, name)) return struct.keep === true ? ANYTHING : undefined;
  const raw = struct.fields[name]!;
  const field: RawField = typeof raw === 'string' ? { t: raw } : raw;
  return {
    type: field.t,
    required: struct.required?.includes(name) ?? false,
    patchStrategies: field.patch?.split(',') ?? [],
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(field.enum === undefined ? {} : { enum: field.enum }),
    ...(field.list === undefined ? {} : { listType: field.list }),
    ...(field.keys === undefined ? {} : { mapKeys: field.keys }),
    ...(field.map === undefined ? {} : { mapType: field.map }),
    ...(field.patchKey === undefined ? {} : { patchMergeKey: field.patchKey }),
  };
}

/** The type of a list's items or a map's values; undefined for anything else. */
export function elementType(type: TypeReference): TypeReference | undefined {
  return /^[[{]/.test(type) ? type.slice(1, -1) : undefined;
}

export function isListType(type: TypeReference): boolean {
  return type.startsWith('[');
}

export function isMapType(type: TypeReference): boolean {
  return type.startsWith('{');
}
