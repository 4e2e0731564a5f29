import type { JsonSchema } from '../../../api/types/custom-resource-definition.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fills in what a schema says is there when nobody says otherwise. Models structural-schema defaulting Default. */
export function withSchemaDefaults(schema: JsonSchema, value: unknown): unknown {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return value;
    return same(
      value,
      value.map((item) => withSchemaDefaults(items, item)),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Fields;
  const changed: Record<string, unknown> = { ...fields };
  let differs = false;
  const set = (name: string, child: unknown) => {
    if (child === fields[name] && Object.hasOwn(fields, name)) return;
    changed[name] = child;
    differs = true;
  };
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const given = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const isMissing = given === undefined || (given === null && property.nullable !== true);
    const start = isMissing && property.default !== undefined ? property.default : given;
    if (start !== undefined) set(name, withSchemaDefaults(property, start));
  }
  if (typeof schema.additionalProperties === 'object') {
    for (const name of Object.keys(fields)) set(name, withSchemaDefaults(schema.additionalProperties, fields[name]));
  }
  return differs ? changed : value;
}

const same = (before: readonly unknown[], after: readonly unknown[]): readonly unknown[] =>
  before.every((item, index) => item === after[index]) ? before : after;
