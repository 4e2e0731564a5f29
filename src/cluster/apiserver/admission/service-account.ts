import { deepFreeze } from '../../../api/deep-freeze.ts';
import { pods, serviceAccounts } from '../../../api/resources.ts';
import type { Container } from '../../../api/types/container.ts';
import type { ServiceAccount } from '../../../api/types/core.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Volume } from '../../../api/types/volume.ts';
import type { World } from '../../../sim/world.ts';
import { forbiddenWrite } from '../refusals.ts';
import { randomSuffix } from '../rest/generated-names.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';

/** What the token volume of every pod holds; one frozen object for all pods. */
const TOKEN_SOURCE: NonNullable<Volume['projected']> = deepFreeze({
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    {
      downwardAPI: {
        items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }],
      },
    },
  ],
  defaultMode: 420,
});

/** Gives pods their service account and its token. Models plugin/pkg/admission/serviceaccount. */
export function createServiceAccountAdmission(world: World): AdmissionPlugin {
  const suffixes = world.random('apiserver/token-volumes');
  return {
    name: 'ServiceAccount',
    admit(object, { operation, strategy, subresource, namespace, name }, store) {
      if (operation !== 'CREATE' || strategy.resource.kind !== 'Pod' || subresource !== '') return object;
      let pod = object as Pod;
      // Mirror pods only reflect what a node runs already, so they get nothing added.
      if (pod.metadata.annotations?.[MIRROR_ANNOTATION] !== undefined) return object;
      const account = pod.spec.serviceAccountName ?? 'default';
      if (pod.spec.serviceAccountName !== account || pod.spec.serviceAccount !== account) {
        pod = { ...pod, spec: { ...pod.spec, serviceAccountName: account, serviceAccount: account } } as Pod;
      }
      const found = store.get('serviceaccounts', `${namespace ?? ''}/${account}`) as ServiceAccount | undefined;
      if (found === undefined) {
        const why = `error looking up service account ${namespace ?? ''}/${account}: ${serviceAccounts.plural.slice(0, -1)} "${account}" not found`;
        throw forbiddenWrite(pods, name, why);
      }
      if (pod.spec.imagePullSecrets === undefined && (found.imagePullSecrets?.length ?? 0) > 0) {
        pod = { ...pod, spec: { ...pod.spec, imagePullSecrets: found.imagePullSecrets } } as Pod;
      }
      const mounts = pod.spec.automountServiceAccountToken ?? found.automountServiceAccountToken ?? true;
      return mounts ? withToken(pod, `kube-api-access-${randomSuffix(suffixes, 5)}`) : pod;
    },
  };
}

function withToken(pod: Pod, fresh: string): Pod {
  const { spec } = pod;
  const existing = spec.volumes?.find(({ name }) => name?.startsWith('kube-api-access-') === true);
  const volume = existing?.name ?? fresh;
  let mounted = false;
  const withMount = (container: Container): Container => {
    if (container.volumeMounts?.some(({ mountPath }) => mountPath === TOKEN_PATH)) return container;
    mounted = true;
    const mount = { name: volume, readOnly: true, mountPath: TOKEN_PATH };
    return { ...container, volumeMounts: [...(container.volumeMounts ?? []), mount] };
  };
  const containers = spec.containers.map(withMount);
  const initContainers = spec.initContainers?.map(withMount);
  if (!mounted) return pod;
  const volumes =
    existing === undefined ? [...(spec.volumes ?? []), { name: volume, projected: TOKEN_SOURCE }] : spec.volumes;
  return {
    ...pod,
    spec: { ...spec, containers, ...(initContainers === undefined ? {} : { initContainers }), volumes },
  } as Pod;
}
