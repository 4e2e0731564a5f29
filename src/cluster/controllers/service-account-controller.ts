import { namespaces, serviceAccounts } from '../../api/resources.ts';
import type { ComponentContext } from '../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../client/reconciler.ts';

/** Every active namespace has a service account named default. Models pkg/controller/serviceaccount. */
export function createServiceAccountController({ world, client }: ComponentContext): ReconcilerHandle {
  return runReconciler(world, client, {
    name: 'serviceaccount',
    triggers: [
      trigger(namespaces, ({ type, object }) => (type === 'DELETED' ? [] : [object.metadata.name])),
      trigger(serviceAccounts, ({ type, object }) =>
        type === 'DELETED' && object.metadata.name === 'default' ? [object.metadata.namespace!] : [],
      ),
    ],
    reconcile(name) {
      const namespace = client.get(namespaces, undefined, name);
      if (namespace === undefined || namespace.status.phase === 'Terminating') return undefined;
      if (client.get(serviceAccounts, name, 'default') !== undefined) return undefined;
      client.create(serviceAccounts, name, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } });
      return undefined;
    },
  });
}
