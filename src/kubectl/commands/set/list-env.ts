import type { KubectlIo } from '../../io.ts';
import { type JsonObject, readText } from '../../json.ts';
import { type EnvVar, envReference } from './env-vars.ts';
import type { ResolveEnv } from './resolve-env.ts';

/** The variables of one container of an object. */
export interface EnvListing {
  readonly kind: string;
  readonly name: string;
  readonly container: JsonObject;
  readonly env: readonly EnvVar[];
  readonly object: JsonObject;
}

/** Prints variables; with `resolve`, what they refer to. Models the --list of kubectl/pkg/cmd/set EnvOptions.RunEnv. */
export async function writeListing(
  { kind, name, container, env, object }: EnvListing,
  resolve: ResolveEnv | undefined,
  io: KubectlIo,
): Promise<void> {
  const failures = new Map<string, string[]>();
  await io.stdout.write(`# ${kind} ${name}, container ${readText(container, 'name')}\n`);
  for (const { name: variable, value = '', valueFrom } of env) {
    if (valueFrom === undefined) {
      await io.stdout.write(`${variable}=${value}\n`);
      continue;
    }
    const resolved = resolve === undefined ? undefined : await tried(resolve(valueFrom, object, container));
    if (typeof resolved === 'string') await io.stdout.write(`${variable}=${resolved}\n`);
    else {
      await io.stdout.write(`# ${variable} from ${envReference(valueFrom)}\n`);
      if (resolved !== undefined) failures.set(resolved.why, [...(failures.get(resolved.why) ?? []), variable]);
    }
  }
  const lines = [...failures].map(
    ([why, variables]) => `error retrieving reference for ${variables.sort().join(', ')}: ${why}\n`,
  );
  for (const line of lines.sort()) await io.stderr.write(line);
}

const tried = (work: Promise<string>): Promise<string | { readonly why: string }> =>
  work.catch((error: unknown) => ({ why: error instanceof Error ? error.message : String(error) }));
