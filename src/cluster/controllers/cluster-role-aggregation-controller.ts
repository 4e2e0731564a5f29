import { jsonEqual } from '../../api/json-equal.ts';
import { selectorFromLabelSelector, selectorMatches } from '../../api/labels.ts';
import { clusterRoles } from '../../api/resources.ts';
import type { PolicyRule } from '../../api/types/rbac.ts';
import type { ComponentContext } from '../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../client/reconciler.ts';

/**
 * Gathers the rules of cluster roles into those that select them. Models
 * pkg/controller/clusterroleaggregation syncClusterRole.
 */
export function createClusterRoleAggregationController({ world, client }: ComponentContext): ReconcilerHandle {
  return runReconciler(world, client, {
    name: 'clusterrole-aggregation',
    triggers: [
      // Nobody knows which roles depend on a changed one, and there are few that gather.
      trigger(clusterRoles, () =>
        client
          .list(clusterRoles)
          .filter(({ aggregationRule }) => aggregationRule !== undefined)
          .map(({ metadata }) => metadata.name),
      ),
    ],
    reconcile(name) {
      const role = client.get(clusterRoles, undefined, name);
      if (role?.aggregationRule === undefined) return undefined;
      const rules: PolicyRule[] = [];
      for (const labelSelector of role.aggregationRule.clusterRoleSelectors ?? []) {
        const selector = selectorFromLabelSelector(labelSelector);
        for (const { metadata, rules: given = [] } of client.list(clusterRoles)) {
          if (metadata.name === name || !selectorMatches(selector, metadata.labels)) continue;
          for (const rule of given) if (!rules.some((known) => jsonEqual(known, rule))) rules.push(rule);
        }
      }
      if (!jsonEqual(rules, role.rules ?? [])) client.update(clusterRoles, { ...role, rules });
      return undefined;
    },
  });
}
