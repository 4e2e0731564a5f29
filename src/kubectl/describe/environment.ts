import { integerValue, milliValue } from '../../api/quantity.ts';
import type { Container, EnvVarSource } from '../../api/types/container.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Description } from './description.ts';

/** Models describeContainerEnvFrom and describeContainerEnvVars. */
export function describeEnvironment(out: Description, container: Container, pod: Pod | undefined): void {
  const from = container.envFrom ?? [];
  if (from.length > 0) out.write(2, 'Environment Variables from:\n');
  for (const { configMapRef, secretRef, prefix } of from) {
    const [kind, ref] = configMapRef !== undefined ? ['ConfigMap', configMapRef] : ['Secret', secretRef];
    const behind = prefix ? ` with prefix '${prefix}'` : '';
    out.write(3, `${ref?.name ?? ''}\t${kind}${behind}\tOptional: ${ref?.optional === true}\n`);
  }
  const variables = container.env ?? [];
  out.write(2, `Environment:${variables.length === 0 ? '\t<none>' : ''}\n`);
  for (const { name, value = '', valueFrom } of variables) {
    if (valueFrom !== undefined) {
      out.write(3, `${name}:\t${sourceText(valueFrom, container, pod)}\n`);
      continue;
    }
    for (const [at, line] of value.split('\n').entries())
      out.write(3, at === 0 ? `${name}:\t${line}\n` : `\t${line}\n`);
  }
}

function sourceText(source: EnvVarSource, container: Container, pod: Pod | undefined): string {
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = source;
  if (fieldRef !== undefined) {
    return `${pod === undefined ? '' : podField(pod, fieldRef.fieldPath)} (${fieldRef.apiVersion ?? ''}:${fieldRef.fieldPath})`;
  }
  if (resourceFieldRef !== undefined) {
    const { resource } = resourceFieldRef;
    const amount = resourceAmount(container, resource, resourceFieldRef.divisor);
    const shown =
      amount === '0' && (resource === 'limits.cpu' || resource === 'limits.memory') ? 'node allocatable' : amount;
    return `${shown} (${resource})`;
  }
  if (secretKeyRef !== undefined) {
    return `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name ?? ''}'>\tOptional: ${secretKeyRef.optional === true}`;
  }
  return `<set to the key '${configMapKeyRef?.key ?? ''}' of config map '${configMapKeyRef?.name ?? ''}'>\tOptional: ${configMapKeyRef?.optional === true}`;
}

/** Models fieldpath.ExtractFieldPathAsString, which knows fields of the metadata only. */
function podField(pod: Pod, path: string): string {
  const { name, namespace = '', uid, labels, annotations } = pod.metadata;
  const keyed = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (keyed !== null) {
    const map = (keyed[1] === 'labels' ? labels : annotations) ?? {};
    return Object.hasOwn(map, keyed[2]!) ? map[keyed[2]!]! : '';
  }
  if (path === 'metadata.name') return name;
  if (path === 'metadata.namespace') return namespace;
  return path === 'metadata.uid' ? uid : '';
}

function resourceAmount(container: Container, path: string, divisor: string | undefined): string {
  const [which, name = ''] = path.split('.', 2);
  const amount = (which === 'limits' ? container.resources?.limits : container.resources?.requests)?.[name];
  const by = divisor === undefined || divisor === '0' ? '1' : divisor;
  const value = name === 'cpu' ? milliValue(amount) / milliValue(by) : integerValue(amount) / integerValue(by);
  return String(Math.ceil(value));
}
