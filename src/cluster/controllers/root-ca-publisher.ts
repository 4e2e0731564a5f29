import { jsonEqual } from '../../api/json-equal.ts';
import { configMaps, namespaces } from '../../api/resources.ts';
import type { ComponentContext } from '../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../client/reconciler.ts';

const NAME = 'kube-root-ca.crt';
const description =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';
/** Drydock signs no certificates. The API server's bootstrap writes the same text. */
const data = { 'ca.crt': '-----BEGIN CERTIFICATE-----\nnot simulated in Drydock\n-----END CERTIFICATE-----\n' };

/** Every namespace gets the bundle that pods verify the API server with. Models pkg/controller/certificates/rootcacertpublisher. */
export function createRootCaPublisher({ world, client }: ComponentContext): ReconcilerHandle {
  return runReconciler(world, client, {
    name: 'root-ca-publisher',
    triggers: [
      trigger(namespaces, ({ type, object }) => (type === 'DELETED' ? [] : [object.metadata.name])),
      trigger(configMaps, ({ object }) => (object.metadata.name === NAME ? [object.metadata.namespace!] : [])),
    ],
    reconcile(name) {
      const namespace = client.get(namespaces, undefined, name);
      if (namespace === undefined || namespace.status.phase === 'Terminating') return undefined;
      const present = client.get(configMaps, name, NAME);
      const annotations = { 'kubernetes.io/description': description };
      if (present === undefined) {
        const metadata = { name: NAME, annotations };
        client.create(configMaps, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
      } else if (!jsonEqual(present.data, data)) {
        client.update(configMaps, { ...present, metadata: { ...present.metadata, annotations }, data });
      }
      return undefined;
    },
  });
}
