import { goQuote } from '../api/go-quote.ts';
import type { ApiResource } from './context.ts';
import { splitGroupVersion } from './discovery.ts';
import { notServed, versionOf } from './known-resource.ts';
import { KubectlError, NoMatchError } from './kubectl-error.ts';

/**
 * The resource a person means by `ds`, `daemonsets`, `DaemonSet`, `daemonsets.apps` or `daemonsets.v1.apps`.
 * Models cli-runtime Builder.mappingFor with its shortcut expander and priority mapper: earlier groups win, and in a group
 * its preferred version. `resources` are in the order of discovery.
 */
export function findResource(resources: readonly ApiResource[], argument: string): ApiResource {
  const [name, second, ...rest] = argument.split('.');
  const wanted = name ?? '';
  const attempts: { readonly group?: string; readonly version?: string }[] = [];
  if (second !== undefined && rest.length > 0) attempts.push({ version: second, group: rest.join('.') });
  attempts.push(second === undefined ? {} : { group: [second, ...rest].join('.') });
  // A version that is not served is passed over when the group is.
  if (second !== undefined && rest.length > 0) attempts.push({ group: rest.join('.') });
  for (const attempt of attempts) {
    const found = byResourceName(resources, wanted, attempt.group, attempt.version);
    if (found !== undefined) return found;
  }
  for (const attempt of attempts) {
    const found = resources.find(
      (one) =>
        one.kind === wanted &&
        (attempt.group ?? one.group) === one.group &&
        (attempt.version ?? one.version) === one.version,
    );
    if (found !== undefined) return found;
  }
  throw new KubectlError(`the server doesn't have a resource type ${goQuote(wanted)}${notServed(wanted)}`);
}

function byResourceName(
  resources: readonly ApiResource[],
  typed: string,
  group: string | undefined,
  version: string | undefined,
): ApiResource | undefined {
  const name = expandShortName(resources, typed, group).toLowerCase();
  const named = resources.filter((one) => one.plural === name || one.singular === name);
  const inVersion = named.filter((one) => version === undefined || one.version === version);
  if (group === undefined) return inVersion[0];
  const exact = inVersion.find((one) => one.group === group);
  if (exact !== undefined || version !== undefined) return exact;
  return inVersion.find((one) => one.group.startsWith(group));
}

function expandShortName(resources: readonly ApiResource[], typed: string, group: string | undefined): string {
  if (resources.some((one) => one.plural === typed)) return typed;
  const fits = (one: ApiResource) => one.shortNames.includes(typed);
  const found =
    resources.find((one) => fits(one) && one.group === group) ??
    resources.find((one) => fits(one) && (group === undefined || one.group.startsWith(group)));
  return found?.plural ?? typed;
}

/** The resource that serves a kind. Models RESTMapper.RESTMapping and meta.NoKindMatchError. */
export function findResourceForKind(resources: readonly ApiResource[], apiVersion: string, kind: string): ApiResource {
  const [group, version] = splitGroupVersion(apiVersion);
  const found = resources.find((one) => one.group === group && one.version === version && one.kind === kind);
  if (found === undefined)
    throw new NoMatchError(
      `no matches for kind ${goQuote(kind)} in version ${goQuote(apiVersion)}${apiVersion === versionOf(kind) ? notServed(kind) : ''}`,
    );
  return found;
}
