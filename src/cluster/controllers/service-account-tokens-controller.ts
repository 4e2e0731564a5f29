import { encodeBase64, utf8Bytes } from '../../api/base64.ts';
import { configMaps, secrets, serviceAccounts } from '../../api/resources.ts';
import type { Secret } from '../../api/types/core.ts';
import type { ComponentContext } from '../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../client/reconciler.ts';

const TYPE = 'kubernetes.io/service-account-token';
const NAME = 'kubernetes.io/service-account.name';
const UID = 'kubernetes.io/service-account.uid';

const keyOf = ({ metadata }: Secret): string => `${metadata.namespace}/${metadata.name}`;
const encoded = (text: string): string => encodeBase64(utf8Bytes(text));

/**
 * Fills Secrets that somebody made to hold the token of a service account, and removes them with their account. Models
 * pkg/controller/serviceaccount TokensController.
 */
export function createServiceAccountTokensController({ world, client }: ComponentContext): ReconcilerHandle {
  const tokensIn = (namespace: string | undefined): readonly Secret[] =>
    client.list(secrets, namespace === undefined ? {} : { namespace }).filter(({ type }) => type === TYPE);

  return runReconciler(world, client, {
    name: 'serviceaccount-token',
    triggers: [
      trigger(secrets, ({ type, object }) => (type !== 'DELETED' && object.type === TYPE ? [keyOf(object)] : [])),
      trigger(serviceAccounts, ({ type, object: { metadata } }) =>
        type !== 'DELETED'
          ? []
          : tokensIn(metadata.namespace)
              .filter((secret) => secret.metadata.annotations?.[NAME] === metadata.name)
              .map(keyOf),
      ),
    ],
    reconcile(key) {
      const [namespace = '', name = ''] = key.split('/');
      const secret = client.get(secrets, namespace, name);
      if (secret === undefined || secret.type !== TYPE || secret.metadata.deletionTimestamp !== undefined)
        return undefined;
      const { annotations = {} } = secret.metadata;
      const account = client.get(serviceAccounts, namespace, annotations[NAME] ?? '');
      const uid = annotations[UID] ?? '';
      if (account === undefined || (uid !== '' && uid !== account.metadata.uid)) {
        client.delete(secrets, namespace, name, { preconditions: { uid: secret.metadata.uid } });
        return undefined;
      }
      const ca = encoded(client.get(configMaps, namespace, 'kube-root-ca.crt')?.data?.['ca.crt'] ?? '');
      const { data = {} } = secret;
      const complete = {
        ...data,
        'ca.crt': ca,
        namespace: data.namespace ?? encoded(namespace),
        token: data.token ?? encoded(client.signToken(account, secret)),
      };
      const isComplete = Object.entries(complete).every(([part, value]) => data[part] === value);
      if (isComplete && uid !== '') return undefined;
      const metadata = { ...secret.metadata, annotations: { ...annotations, [UID]: account.metadata.uid } };
      client.update(secrets, { ...secret, metadata, data: complete });
      return undefined;
    },
  });
}
