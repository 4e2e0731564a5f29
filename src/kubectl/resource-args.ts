import type { ApiResource } from './context.ts';
import { KubectlError } from './kubectl-error.ts';

/** What the positional arguments of a command name. */
export type ResourceArgs =
  | { readonly kind: 'none' }
  /** `ds,pods` and perhaps names behind it. */
  | { readonly kind: 'types'; readonly types: readonly string[]; readonly names: readonly string[] }
  /** `ds/x pod/y`. */
  | { readonly kind: 'tuples'; readonly tuples: readonly ResourceTuple[] };

export interface ResourceTuple {
  readonly type: string;
  readonly name: string;
}

/** Reads `ds`, `ds x y`, `ds,pods x`, `ds/x pod/y`. Models cli-runtime Builder.ResourceTypeOrNameArgs. */
export function parseResourceArgs(args: readonly string[]): ResourceArgs {
  if (args.length === 0) return { kind: 'none' };
  const types = splitTypes(args[0]!);
  const words =
    args.length >= 2 && types.length > 1
      ? types.flatMap((type) => args.slice(1).map((name) => `${type}/${name}`))
      : args;
  const slashed = words.filter((word) => word.includes('/')).length;
  if (slashed === 0) return { kind: 'types', types, names: args.slice(1) };
  if (slashed < words.length) {
    throw new KubectlError(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  return { kind: 'tuples', tuples: words.map(parseTuple) };
}

/** Whether the arguments name single objects. Models resource.HasNames. */
export function hasNames(args: readonly string[]): boolean {
  const parsed = parseResourceArgs(args);
  return parsed.kind === 'tuples' || (parsed.kind === 'types' && parsed.names.length > 0);
}

function parseTuple(word: string): ResourceTuple {
  const parts = word.split('/');
  if (parts.length !== 2) throw new KubectlError('arguments in resource/name form may not have more than one slash');
  const [type, name] = parts as [string, string];
  if (type === '' || name === '' || splitTypes(type).length !== 1) {
    throw new KubectlError('arguments in resource/name form must have a single resource and name');
  }
  return { type, name };
}

/** The types of `ds,pods`, each once. */
export function splitTypes(word: string): readonly string[] {
  return [...new Set(word.split(','))];
}

/** Replaces categories such as `all` by the resources in them. Models Builder.ReplaceAliases. */
export function expandCategories(types: readonly string[], resources: readonly ApiResource[]): readonly string[] {
  return types.flatMap((type) => {
    const members = resources.filter((resource) => resource.categories.includes(type));
    if (members.length === 0) return [type];
    return members.map((one) => (one.group === '' ? one.plural : `${one.plural}.${one.group}`));
  });
}
