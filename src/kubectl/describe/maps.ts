import type { Description } from './description.ts';

type TextMap = Readonly<Record<string, string>> | undefined;

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const maxAnnotationLength = 140;

/** `Labels:  a=b`, one a line, sorted. Models printLabelsMultiline. */
export function describeLabels(out: Description, title: string, labels: TextMap): void {
  const keys = Object.keys(labels ?? {}).sort();
  lines(
    out,
    title,
    keys.map((key) => `${key}=${labels![key]}`),
  );
}

/** `title:` and one entry a line, `<none>` without entries. */
export function lines(out: Description, title: string, entries: readonly string[]): void {
  out.write(0, `${title}:\t`);
  if (entries.length === 0) out.write(0, '<none>\n');
  for (const [at, entry] of entries.entries()) out.write(0, `${at === 0 ? '' : '\t'}${entry}\n`);
}

/** Annotations without kubectl's own; long values are cut. Models printAnnotationsMultiline. */
export function describeAnnotations(out: Description, title: string, annotations: TextMap): void {
  const keys = Object.keys(annotations ?? {})
    .filter((key) => key !== lastApplied)
    .sort();
  out.write(0, `${title}:\t`);
  if (keys.length === 0) out.write(0, '<none>\n');
  for (const [at, key] of keys.entries()) {
    if (at > 0) out.write(0, '\t');
    const value = annotations![key]!.replace(/\n$/, '');
    if (value.length + key.length + 2 <= maxAnnotationLength && !value.includes('\n')) {
      out.write(0, `${key}: ${value}\n`);
      continue;
    }
    out.write(0, `${key}:\n`);
    for (const line of value.split('\n')) {
      const limit = maxAnnotationLength - 2;
      out.write(0, `\t  ${line.length > limit ? `${line.slice(0, limit)}...` : line}\n`);
    }
  }
}
