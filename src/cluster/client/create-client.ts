import { deepFreeze } from '../../api/deep-freeze.ts';
import type { KubeObject } from '../../api/object.ts';
import type { User } from '../../api/transport.ts';
import type { Registry } from '../apiserver/rest/registry.ts';
import type { Change, Client } from './client.ts';

/** The programs behind the users of a cluster's own parts. */
function managerOf({ name }: User): string {
  if (name.startsWith('system:serviceaccount:kube-system:')) return 'kube-controller-manager';
  if (name === 'system:nodes' || name.startsWith('system:node:')) return 'kubelet';
  return name.startsWith('system:kube-') ? name.slice('system:'.length) : 'unknown';
}

/** The door for one in-cluster part: the registry without JSON, as one user. Objects given to it become frozen. */
export function createClient(registry: Registry, user: User, manager = managerOf(user)): Client {
  const options = { user, manager };
  return {
    get: (resource, namespace, name) => registry.find(resource, namespace, name) as never,
    list: (resource, scope) => registry.list(resource, scope) as never,
    create: (resource, namespace, draft) =>
      registry.create(resource, namespace, draft as unknown as KubeObject, options) as never,
    update: (resource, object) => registry.update(resource, '', object, options) as never,
    updateStatus: (resource, object) => registry.update(resource, 'status', object, options) as never,
    patch: (resource, namespace, name, type, body, subresource) =>
      registry.patch(resource, subresource ?? '', namespace, name, type, deepFreeze(body), options) as never,
    delete(resource, namespace, name, deleteOptions) {
      registry.delete(resource, namespace, name, deleteOptions ?? {}, options);
    },
    bind(namespace, pod, uid, node) {
      registry.bind(namespace, pod, { uid, node }, options);
    },
    signToken: (account, secret) => registry.context.authenticator.serviceAccounts.issueForSecret(account, secret),
    watch(resource, receive) {
      registry.watch(resource, (change) => receive(change as Change as never));
    },
  };
}
