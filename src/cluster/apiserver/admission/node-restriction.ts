import { jsonEqual } from '../../../api/json-equal.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { User } from '../../../api/transport.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import { forbiddenWrite } from '../refusals.ts';
import { resourceName } from '../strategy.ts';
import type { AdmissionAttempt, AdmissionPlugin } from './admission-plugin.ts';

const MIRROR = 'kubernetes.io/config.mirror';

/** Why a node may not write this; undefined when it may. */
type Rule = (object: KubeObject, attempt: AdmissionAttempt, node: string) => string | undefined;

/** A kubelet writes its own node and the pods on it, nothing else. Models plugin/pkg/admission/noderestriction. */
export const nodeRestriction: AdmissionPlugin = {
  name: 'NodeRestriction',
  admit(object, attempt) {
    refuseOthers(object, attempt);
    return object;
  },
  validate(object, attempt) {
    if (attempt.operation === 'DELETE') refuseOthers(object, attempt);
  },
};

function refuseOthers(object: KubeObject, attempt: AdmissionAttempt): void {
  const node = nodeOf(attempt.user);
  if (node === undefined) return;
  const name = resourceName(attempt.strategy.resource);
  const why = Object.hasOwn(rules, name) ? rules[name]!(object, attempt, node) : undefined;
  if (why !== undefined) throw forbiddenWrite(attempt.strategy.resource, attempt.name, why);
}

/** Models pkg/auth/nodeidentifier. */
function nodeOf({ name, groups }: User): string | undefined {
  return name.startsWith('system:node:') && groups.includes('system:nodes')
    ? name.slice('system:node:'.length)
    : undefined;
}

const rules: Readonly<Record<string, Rule>> = {
  pods: (object, attempt, node) => podRule(object as Pod, attempt, node),
  nodes: (object, attempt, node) => nodeRule(object as Node, attempt, node),
  persistentvolumeclaims: (_object, { operation, subresource }) => {
    if (subresource !== 'status') return 'may only update PVC status';
    return operation === 'UPDATE' ? undefined : `unexpected operation "${operation}"`;
  },
  'leases.coordination.k8s.io': (_object, { namespace, name }, node) => {
    if (namespace !== 'kube-node-lease') return 'can only access leases in the "kube-node-lease" system namespace';
    return name === node ? undefined : 'can only access node lease with the same name as the requesting node';
  },
  'csinodes.storage.k8s.io': (_object, { name }, node) =>
    name === node ? undefined : 'can only access CSINode with the same name as the requesting node',
};

function podRule(pod: Pod, { operation, subresource, old }: AdmissionAttempt, node: string): string | undefined {
  const isOwn = (of: KubeObject | undefined) => (of as Pod | undefined)?.spec.nodeName === node;
  if (subresource === 'status') {
    if (operation !== 'UPDATE') return `unexpected operation "${operation}"`;
    if (!isOwn(old)) return `node "${node}" can only update pod status for pods with spec.nodeName set to itself`;
    if (jsonEqual(pod.metadata.labels ?? {}, old?.metadata.labels ?? {})) return undefined;
    return `node "${node}" cannot update labels through pod status`;
  }
  if (subresource !== '')
    return `unexpected pod subresource "${subresource}", only 'status' and 'eviction' are allowed`;
  if (operation === 'DELETE') {
    return isOwn(old) ? undefined : `node "${node}" can only delete pods with spec.nodeName set to itself`;
  }
  if (operation === 'UPDATE') {
    return `unexpected operation "UPDATE", node "${node}" can only create and delete mirror pods`;
  }
  if (pod.metadata.annotations?.[MIRROR] === undefined) {
    return `pod does not have "${MIRROR}" annotation, node "${node}" can only create mirror pods`;
  }
  if (!isOwn(pod)) return `node "${node}" can only create pods with spec.nodeName set to itself`;
  if ((pod.spec.serviceAccountName ?? '') !== '') {
    return `node "${node}" can not create pods that reference a service account`;
  }
  const sources = pod.spec.volumes ?? [];
  for (const [part, words] of REFERENCES) {
    if (sources.some((volume) => Object.hasOwn(volume, part))) {
      return `node "${node}" can not create pods that reference ${words}`;
    }
  }
  return undefined;
}

const REFERENCES = [
  ['secret', 'secrets'],
  ['configMap', 'configmaps'],
  ['persistentVolumeClaim', 'persistentvolumeclaims'],
] as const;

function nodeRule(object: Node, { operation, old, name }: AdmissionAttempt, node: string): string | undefined {
  if (name !== node) return `node "${node}" is not allowed to modify node "${name}"`;
  if (operation === 'CREATE') {
    const labels = forbiddenLabels(Object.keys(object.metadata.labels ?? {}));
    if (labels.length > 0) return `node "${node}" is not allowed to set the following labels: ${labels.join(', ')}`;
    return undefined;
  }
  if (operation !== 'UPDATE') return undefined;
  const before = old as Node;
  if (!jsonEqual(object.spec.taints ?? [], before.spec.taints ?? [])) {
    return `node "${node}" is not allowed to modify taints`;
  }
  const [now, then] = [object.metadata.labels ?? {}, before.metadata.labels ?? {}];
  const changed = [...new Set([...Object.keys(now), ...Object.keys(then)])].filter((key) => now[key] !== then[key]);
  const labels = forbiddenLabels(changed);
  return labels.length === 0 ? undefined : `is not allowed to modify labels: ${labels.join(', ')}`;
}

/** Labels of Kubernetes that kubelets set. Models kubelet/apis IsKubeletLabel. */
const KUBELET_LABELS = new Set([
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'kubernetes.io/os',
  'kubernetes.io/arch',
]);

const isWithin = (namespace: string, domain: string) => namespace === domain || namespace.endsWith(`.${domain}`);

function forbiddenLabels(labels: readonly string[]): readonly string[] {
  return labels
    .filter((label) => {
      const namespace = label.includes('/') ? label.slice(0, label.indexOf('/')) : '';
      if (isWithin(namespace, 'node-restriction.kubernetes.io')) return true;
      if (!isWithin(namespace, 'kubernetes.io') && !isWithin(namespace, 'k8s.io')) return false;
      if (KUBELET_LABELS.has(label)) return false;
      return !isWithin(namespace, 'kubelet.kubernetes.io') && !isWithin(namespace, 'node.kubernetes.io');
    })
    .sort();
}
