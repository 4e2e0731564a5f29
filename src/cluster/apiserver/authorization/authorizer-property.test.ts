import { expect, it } from 'vitest';
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from '../../../api/resources.ts';
import type { User } from '../../../api/transport.ts';
import type { PolicyRule, RoleBinding, RoleRef, Subject } from '../../../api/types/rbac.ts';
import { createRandom } from '../../../sim/random.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';
import type { ResourceAccess } from './access-attributes.ts';

const ADMIN: User = { name: 'admin', groups: ['system:masters'] };
const apiGroup = 'rbac.authorization.k8s.io';
const apiVersion = `${apiGroup}/v1`;
const NAMESPACES = ['default', 'kube-public'];

/** Kubernetes' rules once more, as plainly as they can be said: every binding, every subject, every rule. */
function plainly(
  bindings: readonly RoleBinding[],
  rulesOf: (ref: RoleRef, namespace: string) => readonly PolicyRule[],
) {
  return (asked: ResourceAccess): boolean => {
    const means = ({ kind, name, namespace }: Subject, where: string | undefined) =>
      kind === 'User'
        ? name === asked.user.name
        : kind === 'Group'
          ? asked.user.groups.includes(name)
          : asked.user.name === `system:serviceaccount:${namespace ?? where}:${name}`;
    const has = (list: readonly string[] = [], one: string) => list.includes('*') || list.includes(one);
    return bindings.some(({ metadata: { namespace }, roleRef, subjects = [] }) => {
      if (namespace !== undefined && namespace !== asked.namespace) return false;
      if (!subjects.some((subject) => means(subject, namespace))) return false;
      return rulesOf(roleRef, namespace ?? '').some(
        ({ verbs, apiGroups, resources, resourceNames = [] }) =>
          has(verbs, asked.verb) &&
          has(apiGroups, asked.group) &&
          has(resources, asked.resource) &&
          (resourceNames.length === 0 || resourceNames.includes(asked.name)),
      );
    });
  };
}

it('judges as a search through everything does, after every change', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = createRandom({ a: seed });
    const pick = <T>(list: readonly T[]): T => list[random.int(list.length)]!;
    const some = <T>(list: readonly T[]): readonly T[] => list.filter(() => random.int(2) === 0);
    const server = createApiServer(createWorld({ seed, startAt: Date.UTC(2026, 0, 5) }));
    server.bootstrap();
    const client = server.client(ADMIN);
    const names = ['a', 'b', 'c'];
    const rule = (): PolicyRule => ({
      verbs: [pick(['get', 'list', '*']), 'create'],
      apiGroups: [pick(['', 'apps', '*'])],
      resources: [pick(['pods', 'secrets', '*'])],
      ...(random.int(3) === 0 ? { resourceNames: ['x'] } : {}),
    });
    const subject = (): Subject =>
      pick<Subject>([
        { kind: 'User', apiGroup, name: pick(['ann', 'bob']) },
        { kind: 'Group', apiGroup, name: pick(['dev', 'ops']) },
        { kind: 'ServiceAccount', name: 'robot', namespace: pick(NAMESPACES) },
      ]);
    const users: readonly User[] = [
      { name: 'ann', groups: ['dev'] },
      { name: 'bob', groups: ['ops', 'dev'] },
      { name: 'eve', groups: [] },
      ...NAMESPACES.map((namespace) => ({ name: `system:serviceaccount:${namespace}:robot`, groups: ['ops'] })),
    ];
    for (let step = 0; step < 15; step++) {
      const name = pick(names);
      const namespace = pick(NAMESPACES);
      const metadata = { name };
      const roleRef = { apiGroup, kind: pick(['Role', 'ClusterRole']), name: pick(names) };
      const subjects = some([subject(), subject(), subject()]);
      const put = [
        () => client.create(roles, namespace, { apiVersion, kind: 'Role', metadata, rules: [rule()] }),
        () =>
          client.create(clusterRoles, undefined, {
            apiVersion,
            kind: 'ClusterRole',
            metadata,
            rules: [rule(), rule()],
          }),
        () => client.create(roleBindings, namespace, { apiVersion, kind: 'RoleBinding', metadata, roleRef, subjects }),
        () =>
          client.create(clusterRoleBindings, undefined, {
            apiVersion,
            kind: 'ClusterRoleBinding',
            metadata,
            roleRef: { ...roleRef, kind: 'ClusterRole' },
            subjects,
          }),
        () => client.delete(roleBindings, namespace, name),
        () => client.delete(clusterRoles, undefined, name),
      ];
      try {
        pick(put)();
      } catch {
        // What is there already, or not there, changes nothing.
      }
      const bindings = [...client.list(clusterRoleBindings), ...client.list(roleBindings)];
      const expected = plainly(bindings, (ref, where) =>
        ref.kind === 'Role'
          ? (client.get(roles, where, ref.name)?.rules ?? [])
          : (client.get(clusterRoles, undefined, ref.name)?.rules ?? []),
      );
      for (const user of users) {
        for (const where of ['', ...NAMESPACES]) {
          const asked: ResourceAccess = {
            kind: 'resource',
            user,
            verb: pick(['get', 'list', 'create', 'delete']),
            namespace: where,
            group: pick(['', 'apps']),
            resource: pick(['pods', 'secrets', 'daemonsets']),
            subresource: '',
            name: pick(['', 'x', 'y']),
          };
          const { allowed } = server.registry.context.authorizer.authorize(asked);
          expect({ seed, step, asked, allowed }).toEqual({ seed, step, asked, allowed: expected(asked) });
        }
      }
    }
  }
});
