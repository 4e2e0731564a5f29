import { ApiError } from '../../../api/api-error.ts';
import type { KubeObject } from '../../../api/object.ts';
import { namespaces } from '../../../api/resources.ts';
import { forbiddenWrite, notFoundError } from '../refusals.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';

/** Namespaces that cannot be deleted. */
const IMMORTAL = new Set(['default', 'kube-system', 'kube-public']);

/** Refuses new objects in namespaces that are not there or are ending. Models apiserver admission/plugin/namespace/lifecycle. */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit(object, { operation, namespace, strategy, name }, store) {
    if (namespace === undefined || operation !== 'CREATE') return object;
    const found = store.get('namespaces', namespace);
    if (found === undefined) throw notFoundError(namespaces, namespace);
    if (!isTerminating(found)) return object;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    const refusal = forbiddenWrite(strategy.resource, name, why);
    const cause = {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    };
    throw new ApiError(403, 'Forbidden', refusal.message, { ...refusal.status.details, causes: [cause] });
  },
  validate(_object, { operation, strategy, name }) {
    if (operation === 'DELETE' && strategy.resource.plural === 'namespaces' && IMMORTAL.has(name)) {
      throw forbiddenWrite(namespaces, name, 'this namespace may not be deleted');
    }
  },
};

function isTerminating(namespace: KubeObject): boolean {
  return (
    namespace.metadata.deletionTimestamp !== undefined ||
    (namespace as { status?: { phase?: string } }).status?.phase === 'Terminating'
  );
}
