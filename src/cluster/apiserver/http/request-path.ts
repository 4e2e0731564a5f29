import type { ApiRequest } from '../../../api/transport.ts';
import type { StrategyTable } from '../rest/registry-context.ts';
import { type AnyStrategy, isServedIn } from '../strategy.ts';

/** What a path names. */
export interface ResourcePath {
  readonly strategy: AnyStrategy;
  readonly namespace: string | undefined;
  /** '' for the collection. */
  readonly name: string;
  readonly subresource: string;
  /** The version in which the objects are asked for; some kinds have two. */
  readonly groupVersion: string;
  /** The old way to ask for a watch: `/api/v1/watch/pods`. */
  readonly watch?: boolean;
}

/** What follows these belongs to whoever is behind. */
const PROXIED = 'proxy';

/** Models apiserver endpoints/request RequestInfoFactory. undefined when the path names nothing that is served. */
export function parsePath({ path }: ApiRequest, strategies: StrategyTable): ResourcePath | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const groupVersion = parts[0] === 'api' ? parts[1] : parts[0] === 'apis' ? `${parts[1]}/${parts[2]}` : undefined;
  if (groupVersion === undefined) return undefined;
  let rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  const watch = rest[0] === 'watch' && rest.length > 1;
  if (watch) rest = rest.slice(1);
  let namespace: string | undefined;
  const isNamespaceItself = rest.length <= 2 || rest[2] === 'status' || rest[2] === 'finalize';
  if (rest[0] === 'namespaces' && !isNamespaceItself) {
    namespace = rest[1];
    rest = rest.slice(2);
  }
  const [plural, name = '', subresource = '', ...more] = rest;
  if (plural === undefined || (more.length > 0 && subresource !== PROXIED)) return undefined;
  const strategy = strategies.all.find(
    (candidate) => candidate.resource.plural === plural && isServedIn(candidate, groupVersion),
  );
  if (strategy === undefined) return undefined;
  if (!strategy.resource.namespaced && namespace !== undefined) return undefined;
  if (strategy.resource.namespaced && namespace === undefined && name !== '') return undefined;
  return { strategy, namespace, name, subresource, groupVersion, ...(watch ? { watch } : {}) };
}
