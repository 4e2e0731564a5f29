import { goValue } from '../../api/go-value.ts';
import { isJsonObject, type JsonObject, readPath, readText } from '../json.ts';
import { describeEvents, searchEvents } from './describe-events.ts';
import type { DescribeRequest } from './describer.ts';
import { type Description, describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

const skipped = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
]);
const acronyms = new Set(['API', 'URL', 'UID', 'OSB', 'GUID']);

/** Shows an object of any kind field by field. Models kubectl/pkg/describe genericDescriber. */
export async function describeGeneric({ info, context, now, showEvents }: DescribeRequest): Promise<string> {
  const object = info.object ?? {};
  const about = {
    name: info.name,
    namespace: info.namespace,
    kind: info.resource.kind,
    uid: readText(object, 'metadata', 'uid'),
  };
  const events = showEvents ? await searchEvents(context, about) : undefined;
  const map = (field: string) => readPath(object, 'metadata', field) as Readonly<Record<string, string>> | undefined;
  return describeText((out) => {
    out.write(0, `Name:\t${info.name}\n`);
    out.write(0, `Namespace:\t${info.namespace}\n`);
    describeLabels(out, 'Labels', map('labels'));
    describeAnnotations(out, 'Annotations', map('annotations'));
    fields(out, 0, object, '');
    describeEvents(out, events, now);
  });
}

function fields(out: Description, level: number, object: JsonObject, path: string): void {
  for (const field of Object.keys(object).sort()) {
    const at = `${path}.${field}`;
    if (skipped.has(at)) continue;
    const value = object[field];
    const title = smartLabel(field);
    if (isJsonObject(value)) {
      out.write(level, `${title}:\n`);
      fields(out, level + 1, value, at);
    } else if (Array.isArray(value)) {
      out.write(level, `${title}:\n`);
      for (const child of value) {
        if (isJsonObject(child)) fields(out, level + 1, child, at);
        else out.write(level + 1, `${goValue(child)}\n`);
      }
    } else out.write(level, `${title}:\t${goValue(value)}\n`);
  }
}

/** `creationTimestamp` as `Creation Timestamp`. Models smartLabelFor. */
function smartLabel(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const words = field.match(/\p{Lu}+(?=\p{Lu}\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}+|-+/gu) ?? [field];
  return words
    .map((word) => (acronyms.has(word.toUpperCase()) ? word.toUpperCase() : word[0]!.toUpperCase() + word.slice(1)))
    .join(' ');
}
