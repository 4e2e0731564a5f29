import { deepFreeze } from '../../../api/deep-freeze.ts';
import type { DeleteOptions, KubeObject } from '../../../api/object.ts';
import { type Resource, resourceQuotas } from '../../../api/resources.ts';
import type { User } from '../../../api/transport.ts';
import type { ResourceQuota } from '../../../api/types/core.ts';
import type { World } from '../../../sim/world.ts';
import type { StoreScope } from '../../store/object-table.ts';
import { createStore, type Store, type StoreChange } from '../../store/store.ts';
import { admissionPlugins } from '../admission/admission-plugins.ts';
import { certificateRequests } from '../admission/certificate-requests.ts';
import { createResourceQuotaAdmission } from '../admission/resource-quota.ts';
import { createAuthenticator } from '../authentication/authenticator.ts';
import { createServiceAccountTokens } from '../authentication/service-account-tokens.ts';
import { createAuthorizer } from '../authorization/authorizer.ts';
import { preventEscalation } from '../authorization/prevent-escalation.ts';
import { createRuleResolver } from '../authorization/rule-resolver.ts';
import { createCustomKinds } from '../custom/custom-kinds.ts';
import { strategies } from '../registry.ts';
import { type AnyStrategy, resourceName } from '../strategy.ts';
import { createObject, type Incoming } from './create.ts';
import { type Deletion, deleteObject } from './delete.ts';
import type { ObjectView } from './object-view.ts';
import { type PatchKind, patchObject } from './patch.ts';
import { type BindingTarget, bindPod } from './pod-binding.ts';
import { createStrategyTable, type RegistryContext, storeKey, type WriteOptions } from './registry-context.ts';
import { pathOf } from './subresource.ts';
import { statusPath, updateObject } from './update.ts';

/** Every operation on every kind, behind admission, defaulting and validation. Refusals throw ApiError. */
export interface Registry {
  readonly context: RegistryContext;
  find(resource: Resource, namespace: string | undefined, name: string): KubeObject | undefined;
  list(resource: Resource, scope?: StoreScope): readonly KubeObject[];
  create(resource: Resource, namespace: string | undefined, incoming: Incoming, options: WriteOptions): KubeObject;
  /** `view` says in which shape `object` is; the stored object is returned. */
  update(
    resource: Resource,
    subresource: string,
    object: KubeObject,
    options: WriteOptions,
    view?: ObjectView,
  ): KubeObject;
  patch(
    resource: Resource,
    subresource: string,
    namespace: string | undefined,
    name: string,
    kind: PatchKind,
    body: unknown,
    options: WriteOptions,
  ): KubeObject;
  delete(
    resource: Resource,
    namespace: string | undefined,
    name: string,
    deleteOptions: DeleteOptions,
    options: WriteOptions,
  ): Deletion;
  bind(namespace: string, pod: string, target: BindingTarget, options: WriteOptions): KubeObject;
  watch(resource: Resource, receive: (change: StoreChange) => void): void;
}

const API_SERVER: User = { name: 'system:apiserver', groups: ['system:masters'] };

/** A registry of the kinds given, else of every kind there is. */
export function createRegistry(world: World, kinds: readonly AnyStrategy[] = strategies): Registry {
  const store: Store = createStore(world);
  const resolver = createRuleResolver(store);
  const authorizer = createAuthorizer(resolver, store);
  const context: RegistryContext = {
    world,
    store,
    strategies: createStrategyTable(
      kinds,
      createCustomKinds((resource) => store.list(resource)),
    ),
    admission: [
      ...admissionPlugins(world),
      certificateRequests(authorizer),
      preventEscalation(authorizer, resolver),
      createResourceQuotaAdmission(chargeQuota),
    ],
    authorizer,
    authenticator: createAuthenticator(createServiceAccountTokens(world, store)),
    health: { isRunning: () => true },
    uids: world.random('apiserver/uids'),
    names: world.random('apiserver/names'),
  };
  const strategyOf = context.strategies.of;

  function chargeQuota(quota: ResourceQuota): void {
    const { namespace, name } = quota.metadata;
    const strategy = strategyOf(resourceQuotas);
    const write = { user: API_SERVER, manager: 'kube-apiserver' };
    updateObject(context, strategy, namespace, name, () => quota, write, statusPath(strategy));
  }

  return {
    context,
    find: (resource, namespace, name) => store.get(resourceName(resource), storeKey(namespace, name)),
    list: (resource, scope) => store.list(resourceName(resource), scope),
    create: (resource, namespace, incoming, options) =>
      createObject(context, strategyOf(resource), namespace, incoming, options),
    update(resource, subresource, object, options, view) {
      const strategy = strategyOf(resource);
      const { namespace, name } = object.metadata;
      const path = pathOf(strategy, subresource);
      const change = (current: KubeObject) => (view === undefined ? object : deepFreeze(view.written(object, current)));
      return updateObject(context, strategy, namespace, name, change, options, path);
    },
    patch: (resource, subresource, namespace, name, kind, body, options) =>
      patchObject(context, strategyOf(resource), subresource, namespace, name, { kind, body }, options),
    delete: (resource, namespace, name, deleteOptions, options) =>
      deleteObject(context, strategyOf(resource), namespace, name, deleteOptions, options),
    bind: (namespace, pod, target, options) => bindPod(context, namespace, pod, target, options),
    watch: (resource, receive) => store.changes.watch(resourceName(resource), receive),
  };
}
