import { parseFieldSelector } from '../../../api/field-selector.ts';
import { goQuote } from '../../../api/go-quote.ts';
import nodeRules from '../../../api/schema/default-cluster-roles.json' with { type: 'json' };
import type { User } from '../../../api/transport.ts';
import type { PersistentVolumeClaim } from '../../../api/types/persistent-volume.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { VolumeAttachment } from '../../../api/types/storage.ts';
import type { Store } from '../../store/store.ts';
import type { AccessAttributes, ResourceAccess } from './access-attributes.ts';
import { parseRule } from './default-roles.ts';
import { podRefersTo, type ReferencedKind } from './pod-references.ts';
import { ruleAllows } from './rule-allows.ts';

/** What the node authorizer says: yes, or why not; undefined of those that are no nodes. */
export type NodeVerdict = { readonly allowed: boolean; readonly reason: string } | undefined;

const PREFIX = 'system:node:';
const GROUP = 'system:nodes';
const LEASES = 'kube-node-lease';
const READS = ['get', 'list', 'watch'];
const OWN_VERBS = ['get', 'create', 'update', 'patch', 'delete'];
const MIRROR = 'kubernetes.io/config.mirror';
const RULES = nodeRules['system:node'].map(parseRule);

/** The user is a kubelet. Models pkg/auth/nodeidentifier. */
export const isNode = ({ name, groups }: User): boolean => name.startsWith(PREFIX) && groups.includes(GROUP);

/**
 * Kubelets may read what their pods need and write about themselves. Models plugin/pkg/auth/authorizer/node. Unlike
 * Kubernetes, which keeps a graph of all references, this looks at the pods of the node when it is asked.
 */
export function judgeNode(asked: AccessAttributes, store: Store): NodeVerdict {
  if (!isNode(asked.user)) return undefined;
  const node = asked.user.name.slice(PREFIX.length);
  if (node === '') return no(`unknown node for user ${goQuote(asked.user.name)}`);
  if (asked.kind === 'resource') {
    const name = asked.group === '' ? asked.resource : `${asked.resource}.${asked.group}`;
    const special = Object.hasOwn(SPECIAL, name) ? SPECIAL[name] : undefined;
    if (special !== undefined) return special(asked, node, store);
  }
  return RULES.some((rule) => ruleAllows(asked, rule)) ? YES : no('');
}

const YES = { allowed: true, reason: '' } as const;
const no = (reason: string) => ({ allowed: false, reason }) as const;

type Judge = (asked: ResourceAccess, node: string, store: Store) => NodeVerdict;

const SPECIAL: Readonly<Record<string, Judge>> = {
  secrets: (asked, node, store) => readNamespaced('secrets', asked, node, store),
  configmaps: (asked, node, store) => readNamespaced('configmaps', asked, node, store),
  persistentvolumeclaims(asked, node, store) {
    const related = (one: ResourceAccess) => needed(podsOf(store, node), 'persistentvolumeclaims', one);
    if (asked.subresource !== 'status') return getOne(asked, node, related);
    if (asked.verb !== 'update' && asked.verb !== 'patch') return no('can only get/update/patch this type');
    return ifRelated(asked, node, related);
  },
  persistentvolumes: (asked, node, store) => getOne(asked, node, ({ name }) => usesVolume(store, node, name)),
  'volumeattachments.storage.k8s.io': (asked, node, store) =>
    getOne(asked, node, ({ name }) => {
      const found = store.get('volumeattachments.storage.k8s.io', name) as VolumeAttachment | undefined;
      return found?.spec.nodeName === node;
    }),
  serviceaccounts(asked, node, store) {
    if (asked.verb !== 'create' || asked.name === '') {
      return no('can only create tokens for individual service accounts');
    }
    if (asked.subresource !== 'token') return no('can only create token subresource of serviceaccount');
    return ifRelated(asked, node, (one) => needed(podsOf(store, node), 'serviceaccounts', one));
  },
  'leases.coordination.k8s.io'({ verb, namespace, name }, node) {
    if (!OWN_VERBS.includes(verb)) return no('can only get, create, update, patch, or delete a node lease');
    if (namespace !== LEASES) return no(`can only access leases in the ${goQuote(LEASES)} system namespace`);
    if (verb === 'create' || name === node) return YES;
    return no('can only access node lease with the same name as the requesting node');
  },
  'csinodes.storage.k8s.io'({ verb, subresource, name }, node) {
    if (!OWN_VERBS.includes(verb)) return no('can only get, create, update, patch, or delete a CSINode');
    if (subresource !== '') return no('cannot authorize CSINode subresources');
    if (verb === 'create' || name === node) return YES;
    return no('can only access CSINode with the same name as the requesting node');
  },
  nodes({ verb, subresource, name }, node) {
    if (subresource === 'status') return verb === 'update' || verb === 'patch' ? YES : no('');
    if (subresource !== '') return no('');
    if (verb === 'create' || verb === 'update' || verb === 'patch') return YES;
    if (!READS.includes(verb)) return no('');
    if (name === node) return YES;
    return no(
      name === ''
        ? `node '${node}' cannot read all nodes, only its own Node object`
        : `node '${node}' cannot read '${name}', only its own Node object`,
    );
  },
  pods(asked, node, store) {
    const { verb, subresource, name, fieldSelector = '' } = asked;
    const related = (one: ResourceAccess) =>
      podsOf(store, node).some(({ metadata }) => metadata.namespace === one.namespace && metadata.name === one.name);
    if (subresource === 'status') return verb === 'update' || verb === 'patch' ? YES : no('');
    if (subresource === 'eviction') return verb === 'create' ? YES : no('');
    if (subresource !== '') return no('');
    if (verb === 'create' || verb === 'delete') return YES;
    if (verb === 'get') return getOne(asked, node, related);
    if (verb !== 'list' && verb !== 'watch') return no('');
    const terms = parseFieldSelector(fieldSelector);
    const own = ('error' in terms ? [] : terms).some(
      ({ field, operator, value }) => field === 'spec.nodeName' && operator === '=' && value === node,
    );
    if (own) return YES;
    if (name !== '') return ifRelated(asked, node, related);
    return no('can only list/watch pods with spec.nodeName field selector');
  },
};

function readNamespaced(
  kind: 'secrets' | 'configmaps',
  asked: ResourceAccess,
  node: string,
  store: Store,
): NodeVerdict {
  if (!READS.includes(asked.verb)) return no('can only read resources of this type');
  if (asked.subresource !== '') return no('cannot read subresource');
  if (asked.namespace === '') return no('can only read namespaced object of this type');
  return ifRelated(asked, node, (one) => needed(podsOf(store, node), kind, one));
}

function getOne(asked: ResourceAccess, node: string, related: (asked: ResourceAccess) => boolean): NodeVerdict {
  if (asked.verb !== 'get') return no('can only get individual resources of this type');
  return asked.subresource === '' ? ifRelated(asked, node, related) : no('cannot get subresource');
}

function ifRelated(asked: ResourceAccess, node: string, related: (asked: ResourceAccess) => boolean): NodeVerdict {
  if (asked.name === '') return no('No Object name found');
  return related(asked) ? YES : no(`no relationship found between node '${node}' and this object`);
}

/** Mirror pods only reflect what a node decided itself, so they open nothing to it. */
const podsOf = (store: Store, node: string): readonly Pod[] =>
  (store.list('pods', { node }) as readonly Pod[]).filter(
    ({ metadata }) => metadata.annotations?.[MIRROR] === undefined,
  );

const needed = (pods: readonly Pod[], kind: ReferencedKind, { namespace, name }: ResourceAccess): boolean =>
  pods.some((pod) => pod.metadata.namespace === namespace && podRefersTo(pod, kind, name));

function usesVolume(store: Store, node: string, volume: string): boolean {
  return podsOf(store, node).some((pod) =>
    (pod.spec.volumes ?? []).some(({ name, persistentVolumeClaim, ephemeral }) => {
      const claim =
        persistentVolumeClaim?.claimName ?? (ephemeral === undefined ? undefined : `${pod.metadata.name}-${name}`);
      if (claim === undefined) return false;
      const found = store.get('persistentvolumeclaims', `${pod.metadata.namespace}/${claim}`);
      return (found as PersistentVolumeClaim | undefined)?.spec.volumeName === volume;
    }),
  );
}
