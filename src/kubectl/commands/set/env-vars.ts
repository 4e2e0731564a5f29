import { goQuote } from '../../../api/go-quote.ts';
import { isEnvVarName } from '../../../api/names.ts';
import type { KubectlIo } from '../../io.ts';
import { type JsonObject, readPath, readText } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';

export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: JsonObject;
}

/** Models kubectl/pkg/cmd/set/env SplitEnvironmentFromResources. */
export function splitEnvArgs(args: readonly string[]): {
  readonly resources: readonly string[];
  readonly env: readonly string[];
} {
  const resources: string[] = [];
  const env: string[] = [];
  for (const arg of args) {
    if (/^.+=.*$/ms.test(arg) || arg.endsWith('-')) env.push(arg);
    else if (env.length === 0) resources.push(arg);
    else throw new KubectlError(`all resources must be specified before environment changes: ${args.join(' ')}`);
  }
  return { resources, env };
}

/** Reads `KEY=VALUE`, `KEY-` and `-` (standard input). Models kubectl/pkg/cmd/set/env parseIntoEnvVar. */
export async function parseEnv(
  specs: readonly string[],
  io: Pick<KubectlIo, 'readStdin'>,
): Promise<{ readonly env: readonly EnvVar[]; readonly remove: readonly string[] }> {
  const env: EnvVar[] = [];
  const named = new Set<string>();
  const remove: string[] = [];
  for (const spec of specs) {
    const equals = spec.indexOf('=');
    if (spec === '-') env.push(...envOfText(await io.readStdin()));
    else if (equals >= 0) {
      const name = spec.slice(0, equals);
      const wrong = isEnvVarName(name);
      if (wrong.length > 0) throw new KubectlError(`${goQuote(name)} is not a valid key name: ${wrong.join(';')}`);
      named.add(name);
      env.push({ name, value: spec.slice(equals + 1) });
    } else if (spec.endsWith('-')) remove.push(spec.slice(0, -1));
    else throw new KubectlError(`unknown environment variable: ${spec}`);
  }
  if (remove.some((name) => named.has(name))) {
    throw new KubectlError('can not both modify and remove the same environment variable in the same command');
  }
  return { env, remove };
}

function envOfText(text: string): readonly EnvVar[] {
  return text.split('\n').flatMap((line) => {
    const [code = ''] = line.split('#', 1);
    const equals = code.indexOf('=');
    return equals < 0 ? [] : [{ name: code.slice(0, equals), value: code.slice(equals + 1) }];
  });
}

/** Changed variables keep their place, new ones come last. Models kubectl/pkg/cmd/set/helper.go updateEnv. */
export function updateEnv(
  existing: readonly EnvVar[],
  env: readonly EnvVar[],
  remove: readonly string[],
): readonly EnvVar[] {
  const covered = new Set(remove);
  const result: EnvVar[] = [];
  for (const old of existing) {
    if (covered.has(old.name)) continue;
    const newer = env.find(({ name }) => name === old.name);
    if (newer !== undefined) covered.add(old.name);
    result.push(newer ?? old);
  }
  for (const one of env) {
    if (covered.has(one.name)) continue;
    covered.add(one.name);
    result.push(one);
  }
  return result;
}

/** Models kubectl/pkg/cmd/set/env GetEnvVarRefString. */
export function envReference(from: JsonObject): string {
  const text = (...path: readonly string[]): string => readText(from, ...path);
  if (readPath(from, 'configMapKeyRef') !== undefined) {
    return `configmap ${text('configMapKeyRef', 'name')}, key ${text('configMapKeyRef', 'key')}`;
  }
  if (readPath(from, 'secretKeyRef') !== undefined) {
    return `secret ${text('secretKeyRef', 'name')}, key ${text('secretKeyRef', 'key')}`;
  }
  if (readPath(from, 'fieldRef') !== undefined) return `field path ${text('fieldRef', 'fieldPath')}`;
  if (readPath(from, 'resourceFieldRef') === undefined) return 'invalid valueFrom';
  const container = text('resourceFieldRef', 'containerName');
  return `resource field ${container === '' ? '' : `${container}/`}${text('resourceFieldRef', 'resource')}`;
}
