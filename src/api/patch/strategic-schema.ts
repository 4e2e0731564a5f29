import { elementType, fieldOf, type TypeReference } from '../schema.ts';

/** How strategic merge treats one field. */
export interface PatchMeta {
  /** The type of the field's value, or of its items. */
  readonly inner: TypeReference | undefined;
  readonly strategy: string;
  readonly retainKeys: boolean;
  readonly mergeKey: string;
}

/** Looks a field up. What the schema does not know is data without rules: maps merge, lists are replaced. */
export function patchMeta(type: TypeReference | undefined, key: string): PatchMeta {
  const element = type === undefined ? undefined : elementType(type);
  if (type === undefined || element !== undefined) {
    return { inner: element, strategy: '', retainKeys: false, mergeKey: '' };
  }
  const field = fieldOf(type, key);
  const strategies = field?.patchStrategies ?? [];
  const isList = field?.type.startsWith('[') ?? false;
  return {
    inner: isList ? elementType(field!.type) : field?.type,
    strategy: strategies.find((strategy) => strategy !== 'retainKeys') ?? '',
    retainKeys: strategies.includes('retainKeys'),
    mergeKey: field?.patchMergeKey ?? '',
  };
}
