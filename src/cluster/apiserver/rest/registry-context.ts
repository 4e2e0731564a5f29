import type { KubeObject } from '../../../api/object.ts';
import type { Resource } from '../../../api/resources.ts';
import type { User } from '../../../api/transport.ts';
import type { Random } from '../../../sim/random.ts';
import type { World } from '../../../sim/world.ts';
import type { Store } from '../../store/store.ts';
import type { AdmissionPlugin } from '../admission/admission-plugin.ts';
import type { Authenticator } from '../authentication/authenticator.ts';
import type { Authorizer } from '../authorization/authorizer.ts';
import type { CustomKind } from '../custom/custom-kinds.ts';
import { type AnyStrategy, type ComponentHealth, groupVersionOf, resourceName } from '../strategy.ts';

/** What every operation of the registry works with. */
export interface RegistryContext {
  readonly world: World;
  readonly store: Store;
  readonly strategies: StrategyTable;
  readonly admission: readonly AdmissionPlugin[];
  /** Says who may do what; asked for requests from outside the cluster only. */
  readonly authorizer: Authorizer;
  /** Says whose a token is, and makes tokens. */
  readonly authenticator: Authenticator;
  /** Knows whether the components of the control plane run. */
  readonly health: { isRunning: ComponentHealth };
  /** Draws for uids and for generated names; streams of their own, so that one does not shift the other. */
  readonly uids: Random;
  readonly names: Random;
}

export interface StrategyTable {
  readonly all: readonly AnyStrategy[];
  /** Every group version in which something is served. */
  readonly groupVersions: readonly string[];
  /** Those that are defined in the cluster itself. */
  readonly custom: readonly CustomKind[];
  of(resource: Resource): AnyStrategy;
}

/** Who writes and how. */
export interface WriteOptions {
  readonly user: User;
  /** Everything happens but the write. */
  readonly dryRun?: boolean;
  /** The name under which the writer comes to own what it changes; without it nobody does. */
  readonly manager?: string;
  /** The group version in which the object came; the kind's own unless told otherwise. */
  readonly groupVersion?: string;
  /** Collects what admission says to the client without refusing. */
  readonly warnings?: string[];
}

export function storeKey(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

export const keyOf = ({ metadata }: KubeObject): string => storeKey(metadata.namespace, metadata.name);

const versionsOf = ({ resource, otherVersions = [] }: AnyStrategy): readonly string[] => [
  groupVersionOf(resource),
  ...otherVersions.map(({ groupVersion }) => groupVersion),
];

/** The kinds that every cluster has, and those that its definitions make at the moment. */
export function createStrategyTable(
  own: readonly AnyStrategy[],
  customKinds: () => readonly CustomKind[] = () => [],
): StrategyTable {
  const byResource = new Map(own.map((strategy) => [resourceName(strategy.resource), strategy]));
  const known = new Map<Resource, AnyStrategy>();
  const ownVersions = [...new Set(own.flatMap(versionsOf))];
  let seen: readonly CustomKind[] = [];
  let [all, groupVersions] = [own, ownVersions as readonly string[]];

  function look(): void {
    const kinds = customKinds();
    if (kinds === seen) return;
    seen = kinds;
    const custom = kinds.map(({ strategy }) => strategy);
    all = [...own, ...custom];
    groupVersions = [...new Set([...ownVersions, ...custom.flatMap(versionsOf)])];
  }

  return {
    get all() {
      look();
      return all;
    },
    get groupVersions() {
      look();
      return groupVersions;
    },
    get custom() {
      return customKinds();
    },
    of(resource) {
      const found = known.get(resource);
      if (found !== undefined) return found;
      const name = resourceName(resource);
      const strategy = byResource.get(name);
      if (strategy !== undefined) {
        known.set(resource, strategy);
        return strategy;
      }
      const custom = customKinds().find((kind) => resourceName(kind.strategy.resource) === name);
      if (custom === undefined) throw new Error(`apiserver: ${name} is not registered`);
      return custom.strategy;
    },
  };
}
