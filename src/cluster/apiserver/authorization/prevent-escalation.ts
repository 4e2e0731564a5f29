import { byCodePoint } from '../../../api/go-json.ts';
import { goQuote } from '../../../api/go-quote.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import type { KubeObject } from '../../../api/object.ts';
import { clusterRoles, roles } from '../../../api/resources.ts';
import { compactRules, quotedList, ruleText, uncoveredRules } from '../../../api/rule-covers.ts';
import type { User } from '../../../api/transport.ts';
import type { ClusterRole, PolicyRule, RoleBinding } from '../../../api/types/rbac.ts';
import type { AdmissionAttempt, AdmissionPlugin } from '../admission/admission-plugin.ts';
import { forbiddenWrite } from '../refusals.ts';
import { type Authorizer, aggregateText, isPrivileged } from './authorizer.ts';
import { missingRole, type RuleResolver } from './rule-resolver.ts';

const RBAC = 'rbac.authorization.k8s.io';
const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/**
 * Nobody can give away rights by writing roles or bindings that he does not have himself. Models the Storage of
 * pkg/registry/rbac/clusterrole/policybased and its neighbours, which stand before admission's last word too.
 */
export function preventEscalation(authorizer: Authorizer, resolver: RuleResolver): AdmissionPlugin {
  return {
    name: 'RBACEscalation',
    admit(object, attempt) {
      const { group, kind } = attempt.strategy.resource;
      if (group !== RBAC || attempt.operation === 'DELETE' || isPrivileged(attempt.user)) return object;
      if (attempt.old !== undefined && onlyGarbageFields(object, attempt.old)) return object;
      if (kind.endsWith('Binding')) checkBinding(object as RoleBinding, attempt);
      else checkRole(object as ClusterRole, attempt);
      return object;
    },
  };

  function checkRole(role: ClusterRole, { user, strategy, namespace = '', old, name }: AdmissionAttempt): void {
    const { resource } = strategy;
    const asked = {
      kind: 'resource',
      user,
      verb: 'escalate',
      namespace,
      group: RBAC,
      resource: resource.plural,
      subresource: '',
      name: old === undefined ? '' : name,
    } as const;
    if (authorizer.authorize(asked).allowed) return;
    const why = escalation(user, namespace, role.rules ?? []);
    if (why !== undefined) throw forbiddenWrite(resource, role.metadata.name, why);
    if (role.aggregationRule === undefined && (old as ClusterRole | undefined)?.aggregationRule === undefined) return;
    if (escalation(user, namespace, EVERYTHING) === undefined) return;
    const only = 'must have cluster-admin privileges to use the aggregationRule';
    throw forbiddenWrite(resource, role.metadata.name, only);
  }

  /** Models BindingAuthorized and what follows it. */
  function checkBinding(binding: RoleBinding, { user, strategy, namespace = '' }: AdmissionAttempt): void {
    const { roleRef, metadata } = binding;
    if (roleRef === undefined) return;
    const { plural } = roleRef.kind === 'Role' ? roles : clusterRoles;
    const known = roleRef.kind === 'Role' || roleRef.kind === 'ClusterRole';
    const group = roleRef.apiGroup;
    const what = { verb: 'bind', namespace, group, resource: plural, subresource: '', name: roleRef.name } as const;
    if (known && authorizer.authorize({ kind: 'resource', user, ...what }).allowed) return;
    const rules = resolver.rulesOf(roleRef, namespace);
    if (rules === undefined) throw missingRole(roleRef);
    const why = escalation(user, namespace, rules);
    if (why !== undefined) throw forbiddenWrite(strategy.resource, metadata.name, why);
  }

  /** Why a user may not give these rules away; undefined when he has them all. Models ConfirmNoEscalation. */
  function escalation(user: User, namespace: string, rules: readonly PolicyRule[]): string | undefined {
    const held: PolicyRule[] = [];
    const errors: string[] = [];
    resolver.visit(user, namespace, (visited) => {
      if (visited.missing !== undefined) errors.push(missingRole(visited.missing).message);
      else held.push(visited.rule);
      return true;
    });
    const missing = uncoveredRules(held, rules);
    if (missing.length === 0) return undefined;
    const texts = [...new Set(compactRules(missing).map(ruleText))].sort(byCodePoint);
    const who = `user ${goQuote(user.name)} (groups=${quotedList(user.groups)})`;
    const said = `${who} is attempting to grant RBAC permissions not currently held:\n${texts.join('\n')}`;
    return errors.length === 0 ? said : `${said}; resolution errors: [${aggregateText(errors)}]`;
  }
}

/** Whoever may write the object may let it go. Models pkg/registry/rbac IsOnlyMutatingGCFields. */
function onlyGarbageFields(object: KubeObject, old: KubeObject): boolean {
  const rest = ({ metadata, ...content }: KubeObject) => {
    const { ownerReferences, finalizers, managedFields, resourceVersion, ...kept } = metadata;
    return { ...content, metadata: kept };
  };
  return jsonEqual(rest(object), rest(old));
}
