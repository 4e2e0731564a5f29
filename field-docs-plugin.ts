import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const NAME = 'virtual:field-docs';
const RESOLVED = `\0${NAME}`;
const SCHEMAS = join(import.meta.dirname, 'src/api/schema/schemas.json');
/** Kubernetes 1.33, but without the texts of fields that refer to another type. */
const CLIENT_MODELS = join(import.meta.dirname, 'node_modules/@kubernetes/client-node/dist/gen/models');
/** Kubernetes 1.30, whole: says what the other source leaves out. */
const TYPES = join(import.meta.dirname, 'node_modules/kubernetes-types');

/** The comments of one type: '' is the type itself. */
type Comments = Record<string, string>;

/**
 * Provides `virtual:field-docs`: what Kubernetes says of every type and field, by definition name.
 * It is read at build time from the comments of two dev dependencies, so that nothing generated is committed.
 */
export function fieldDocs(): Plugin {
  let code: string | undefined;
  return {
    name: 'drydock-field-docs',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    load(id) {
      if (id !== RESOLVED) return undefined;
      code ??= `export default JSON.parse(${JSON.stringify(JSON.stringify(readFieldDocs()))});`;
      return code;
    },
  };
}

function readFieldDocs(): Record<string, Comments> {
  if (!existsSync(CLIENT_MODELS)) throw new Error(`field documentation: ${CLIENT_MODELS} is missing; run npm ci`);
  const schemas = JSON.parse(readFileSync(SCHEMAS, 'utf8')) as Record<string, { readonly fields?: object }>;
  const models = new Set(readdirSync(CLIENT_MODELS));
  const ofClient = (definition: string): Comments => {
    const model = modelNames(definition).find((name) => models.has(`${name}.d.ts`));
    return model === undefined ? {} : (readComments(join(CLIENT_MODELS, `${model}.d.ts`)).get(model) ?? {});
  };
  const docs: Record<string, Comments> = {};
  for (const [definition, { fields }] of Object.entries(schemas)) {
    const [name = '', version = '', group = ''] = definition.split('.').reverse();
    const older = readComments(join(TYPES, group, `${version}.d.ts`)).get(name) ?? {};
    const all = { ...older, ...withoutTypeTexts(ofClient(definition)) };
    const known = Object.entries(all).filter(([field]) => field === '' || Object.hasOwn(fields ?? {}, field));
    if (known.length > 0) docs[definition] = Object.fromEntries(known);
  }
  return docs;
}

/** `io.k8s.api.core.v1.Event` is the class `V1Event`, or `CoreV1Event` where several groups have the name. */
function modelNames(definition: string): readonly string[] {
  const [name = '', version = '', group = ''] = definition.split('.').reverse();
  return [`${capital(group)}${capital(version)}${name}`, `${capital(version)}${name}`];
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** Where a field is of one of these types, the client's generator put the type's text in place of the field's. */
const withoutTypeTexts = (comments: Comments): Comments =>
  Object.fromEntries(
    Object.entries(comments).filter(
      ([, text]) => !/^(IntOrString is a type that|Quantity is a fixed-point)/.test(text),
    ),
  );

const files = new Map<string, ReadonlyMap<string, Comments>>();
const COMMENTED =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export (?:declare )?(?:class|interface|type) (\w+)|(?:readonly )?'?([$\w-]+)'?\??:)|export (?:declare )?(?:class|interface|type) (\w+)/g;

/** The comments of a declaration file's types. Names that are words of JavaScript carry an underscore in classes. */
function readComments(file: string): ReadonlyMap<string, Comments> {
  const known = files.get(file);
  if (known !== undefined) return known;
  const types = new Map<string, Comments>();
  files.set(file, types);
  let current: Comments = {};
  const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
  for (const [, comment = '', described, field, plain] of source.matchAll(COMMENTED)) {
    const type = described ?? plain;
    if (type !== undefined) {
      current = described === undefined ? {} : { '': plainText(comment) };
      types.set(type, current);
    } else if (field !== undefined) current[field.replace(/^_/, '')] = plainText(comment);
  }
  return types;
}

/** Generators escape quotes and join lines; two blanks after a sentence are what they leave of a paragraph's end. */
function plainText(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()
    .replaceAll('*_/', '*/')
    .replace(/\\(['"\\])/g, '$1')
    .replace(/([.:)]) {2}(?=\S)/g, '$1\n\n');
}
