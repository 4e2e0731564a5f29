import type { ApiError } from '../../../api/api-error.ts';
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from '../../../api/resources.ts';
import type { User } from '../../../api/transport.ts';
import type { PolicyRule, Role, RoleBinding, RoleRef } from '../../../api/types/rbac.ts';
import type { Store } from '../../store/store.ts';
import { notFoundError } from '../refusals.ts';
import { storeKey } from '../rest/registry-context.ts';
import { resourceName } from '../strategy.ts';
import { type AppliedBinding, bindingsOf } from './subject-index.ts';

/** A rule that a binding gives, or the role that the binding names and that is not there. */
export type Visited =
  | { readonly rule: PolicyRule; readonly source: AppliedBinding; readonly missing?: never }
  | { readonly rule?: never; readonly source: AppliedBinding; readonly missing: RoleRef };

/** Finds the rules that apply to users. Models pkg/registry/rbac/validation DefaultRuleResolver. */
export interface RuleResolver {
  /** Cluster-wide rules, then those of the namespace if one is given; `visit` ends it with false. */
  visit(user: User, namespace: string, visit: (visited: Visited) => boolean): void;
  /** The rules of a role; undefined when there is no such role. */
  rulesOf(ref: RoleRef, namespace: string): readonly PolicyRule[] | undefined;
}

export function createRuleResolver(store: Store): RuleResolver {
  const list = (resource: typeof roleBindings, namespace?: string) =>
    store.list(resourceName(resource), namespace === undefined ? undefined : { namespace }) as readonly RoleBinding[];

  function rulesOf({ kind, name }: RoleRef, namespace: string): readonly PolicyRule[] | undefined {
    const role =
      kind === 'Role'
        ? store.get(resourceName(roles), storeKey(namespace, name))
        : store.get(resourceName(clusterRoles), name);
    return role === undefined ? undefined : ((role as Role).rules ?? []);
  }

  /** False once the visitor has had enough. */
  function visitBindings(
    user: User,
    bindings: readonly RoleBinding[],
    namespace: string,
    visit: (visited: Visited) => boolean,
  ): boolean {
    for (const source of bindingsOf(user, bindings)) {
      const { roleRef } = source.binding;
      const rules = rulesOf(roleRef, namespace);
      if (rules === undefined) {
        if (!visit({ source, missing: roleRef })) return false;
      } else if (!rules.every((rule) => visit({ rule, source }))) return false;
    }
    return true;
  }

  return {
    rulesOf,
    visit(user, namespace, visit) {
      if (!visitBindings(user, list(clusterRoleBindings), '', visit) || namespace === '') return;
      visitBindings(user, list(roleBindings, namespace), namespace, visit);
    },
  };
}

/** As a lister of informers says that a role is missing: by its singular name. */
export const missingRoleText = ({ kind, name }: RoleRef): string =>
  `${kind.toLowerCase()}.rbac.authorization.k8s.io "${name}" not found`;

/** As the storage says it. */
export const missingRole = ({ kind, name }: RoleRef): ApiError =>
  notFoundError(kind === 'Role' ? roles : clusterRoles, name);
