import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const NAME = 'virtual:field-docs';
const RESOLVED = `\0${NAME}`;
const MODELS = join(import.meta.dirname, 'node_modules/@kubernetes/client-node/dist/gen/models');
const SCHEMAS = join(import.meta.dirname, 'src/api/schema/schemas.json');

type Docs = Record<string, Record<string, string>>;

/**
 * Provides `virtual:field-docs`: what Kubernetes says of every type (under '') and field, by definition name.
 * It is read at build time from the comments of the client's generated models, so that nothing generated is committed.
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

function readFieldDocs(): Docs {
  if (!existsSync(MODELS)) throw new Error(`field documentation: ${MODELS} is missing; run npm ci`);
  const schemas = JSON.parse(readFileSync(SCHEMAS, 'utf8')) as Record<string, { readonly fields?: object }>;
  const models = new Set(readdirSync(MODELS));
  const docs: Docs = {};
  for (const [definition, { fields }] of Object.entries(schemas)) {
    const model = modelNames(definition).find((name) => models.has(`${name}.d.ts`));
    if (model === undefined || fields === undefined) continue;
    docs[definition] = commentsOf(readFileSync(join(MODELS, `${model}.d.ts`), 'utf8'), Object.keys(fields));
  }
  return docs;
}

/** `io.k8s.api.core.v1.Event` is the class `V1Event`, or `CoreV1Event` where several groups have the name. */
function modelNames(definition: string): readonly string[] {
  const [name = '', version = '', group = ''] = definition.split('.').reverse();
  const plain = `${capital(version)}${name}`;
  return [`${capital(group)}${plain}`, plain];
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

function commentsOf(source: string, fields: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, comment, name] of source.matchAll(
    /\/\*\*\n((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export declare class|'([^']+)')/g,
  )) {
    const text = plainText(comment!);
    if (name === undefined) found[''] = text;
    else {
      // Names that are words of JavaScript carry an underscore in the class.
      const field = fields.includes(name) ? name : name.replace(/^_/, '');
      if (fields.includes(field)) found[field] = text;
    }
  }
  return found;
}

/** The generator escapes quotes and joins lines; two blanks after a sentence are what it leaves of a paragraph's end. */
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
