import { describe, expect, it } from 'vitest';
import { ApiError } from '../../../api/api-error.ts';
import { clusterRoleBindings, clusterRoles, roleBindings, roles } from '../../../api/resources.ts';
import type { User } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createEventRecorder } from '../../client/create-event-recorder.ts';
import { startControllers } from '../../controllers/start-controllers.ts';
import { createApiServer } from '../api-server.ts';
import type { AccessAttributes } from './access-attributes.ts';
import { parseRule, parseSubject } from './default-roles.ts';

const ADMIN: User = { name: 'admin', groups: ['system:masters', 'system:authenticated'] };
const BOB: User = { name: 'bob', groups: ['dev', 'system:authenticated'] };
const apiVersion = 'rbac.authorization.k8s.io/v1';
const apiGroup = 'rbac.authorization.k8s.io';

function fresh() {
  const world = createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 5) });
  const server = createApiServer(world);
  startControllers((component) => {
    const client = server.client({ name: component, groups: ['system:masters'] });
    return { world, client, events: createEventRecorder(world, client, component) };
  });
  server.bootstrap();
  world.clock.advanceTo(world.clock.now() + 10_000);
  return server;
}

const resource = (user: User, text: string): AccessAttributes => {
  const [verb = '', what = '', namespace = '', name = ''] = text.split(' ');
  const [path = '', group = ''] = what.split('.');
  const [plural = '', subresource = ''] = path.split('/');
  return {
    kind: 'resource',
    user,
    verb,
    group: group.replaceAll('_', '.'),
    resource: plural,
    subresource,
    namespace,
    name,
  };
};

const grant = (server: ReturnType<typeof fresh>, role: string, ...subjects: string[]) =>
  server.client(ADMIN).create(clusterRoleBindings, undefined, {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: `give-${role}` },
    roleRef: { apiGroup, kind: 'ClusterRole', name: role },
    subjects: subjects.map(parseSubject),
  });

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
  return '';
};

describe('the default roles', () => {
  it('are gathered into admin, edit and view', () => {
    const client = fresh().client(ADMIN);
    const rules = (name: string) => client.get(clusterRoles, undefined, name)?.rules ?? [];
    expect(client.list(clusterRoles)).toHaveLength(67);
    expect(client.list(clusterRoleBindings)).toHaveLength(48);
    expect(rules('view')).toEqual(rules('system:aggregate-to-view'));
    expect(rules('edit')).toEqual([...rules('system:aggregate-to-edit'), ...rules('view')]);
    expect(rules('admin')).toEqual([...rules('edit'), ...rules('system:aggregate-to-admin')]);
  });
});

describe('the authorizer', () => {
  const server = fresh();
  const { authorizer } = server.registry.context;
  grant(server, 'view', 'Group dev');
  grant(server, 'nosuch', 'User ann');
  const client = server.client(ADMIN);
  client.create(roles, 'default', {
    apiVersion,
    kind: 'Role',
    metadata: { name: 'one' },
    rules: [parseRule('get,update core configmaps mine'), parseRule('get core */scale')],
  });
  client.create(roleBindings, 'default', {
    apiVersion,
    kind: 'RoleBinding',
    metadata: { name: 'one' },
    roleRef: { apiGroup, kind: 'Role', name: 'one' },
    subjects: [{ kind: 'ServiceAccount', name: 'robot' }],
  });
  const robot: User = { name: 'system:serviceaccount:default:robot', groups: [] };
  const ann: User = { name: 'ann', groups: [] };

  it.each([
    [ADMIN, 'delete nodes', true, ''],
    [
      BOB,
      'list pods kube-system',
      true,
      'RBAC: allowed by ClusterRoleBinding "give-view" of ClusterRole "view" to Group "dev"',
    ],
    [BOB, 'list secrets default', false, ''],
    [BOB, 'create pods default', false, ''],
    [
      robot,
      'get configmaps default mine',
      true,
      'RBAC: allowed by RoleBinding "one/default" of Role "one" to ServiceAccount "robot/default"',
    ],
    [robot, 'get configmaps default other', false, ''],
    [robot, 'get configmaps kube-system mine', false, ''],
    [
      robot,
      'get replicationcontrollers/scale default x',
      true,
      'RBAC: allowed by RoleBinding "one/default" of Role "one" to ServiceAccount "robot/default"',
    ],
    [ann, 'get pods default', false, 'RBAC: clusterrole.rbac.authorization.k8s.io "nosuch" not found'],
  ] as const)('judges %j: %s', (user, asked, allowed, reason) => {
    expect(authorizer.authorize(resource(user, asked))).toEqual({ allowed, reason });
  });

  it('judges paths', () => {
    const path = (user: User, where: string) =>
      authorizer.authorize({ kind: 'path', user, verb: 'get', path: where }).allowed;
    expect(['/version', '/api/v1', '/metrics'].map((where) => path(BOB, where))).toEqual([true, true, false]);
  });

  it('sees a change at once', () => {
    expect(authorizer.authorize(resource(ann, 'get pods default')).allowed).toBe(false);
    client.create(clusterRoles, undefined, {
      apiVersion,
      kind: 'ClusterRole',
      metadata: { name: 'nosuch' },
      rules: [parseRule('get core pods')],
    });
    expect(authorizer.authorize(resource(ann, 'get pods default')).allowed).toBe(true);
    client.delete(clusterRoleBindings, undefined, 'give-nosuch');
    expect(authorizer.authorize(resource(ann, 'get pods default')).allowed).toBe(false);
  });
});

describe('writing roles', () => {
  const server = fresh();
  grant(server, 'admin', 'User bob');
  const bob = server.client(BOB);
  const bindingTo = (kind: string, name: string) => ({
    apiVersion,
    kind: 'RoleBinding',
    metadata: { name: 'b' },
    roleRef: { apiGroup, kind, name },
    subjects: [parseSubject('User eve')],
  });

  it('gives nothing away that the writer does not have', () => {
    const role = (...rules: string[]) => ({
      apiVersion,
      kind: 'Role',
      metadata: { name: 'r' },
      rules: rules.map(parseRule),
    });
    expect(
      refusal(() =>
        bob.create(roles, 'default', role('get,list core pods', 'get,delete core nodes', 'get batch jobs/x')),
      ),
    ).toBe(
      'roles.rbac.authorization.k8s.io "r" is forbidden: user "bob" (groups=["dev" "system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["nodes"], Verbs:["get" "delete"]}\n{APIGroups:["batch"], Resources:["jobs/x"], Verbs:["get"]}',
    );
    expect(bob.create(roles, 'default', role('get,list core pods')).rules).toHaveLength(1);
    expect(refusal(() => bob.create(roleBindings, 'default', bindingTo('ClusterRole', 'cluster-admin')))).toBe(
      'rolebindings.rbac.authorization.k8s.io "b" is forbidden: user "bob" (groups=["dev" "system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:["*"], Resources:["*"], Verbs:["*"]}\n{NonResourceURLs:["*"], Verbs:["*"]}',
    );
    expect(refusal(() => bob.create(roleBindings, 'default', bindingTo('Role', 'gone')))).toBe(
      'roles.rbac.authorization.k8s.io "gone" not found',
    );
    expect(bob.create(roleBindings, 'default', bindingTo('ClusterRole', 'view')).roleRef.name).toBe('view');
  });

  it.each([
    [
      { verbs: [], apiGroups: [], resources: [] },
      'rules[0].verbs: Required value: verbs must contain at least one value, rules[0].apiGroups: Required value: resource rules must supply at least one api group, rules[0].resources: Required value: resource rules must supply at least one resource',
    ],
    [
      { verbs: ['get'], nonResourceURLs: ['/x'], resources: ['pods'] },
      'rules[0].nonResourceURLs: Invalid value: []string{"/x"}: namespaced rules cannot apply to non-resource URLs, rules[0].nonResourceURLs: Invalid value: []string{"/x"}: rules cannot apply to both regular resources and non-resource URLs',
    ],
  ])('refuses the rule %j', (rule, why) => {
    const draft = { apiVersion, kind: 'Role', metadata: { name: 'r' }, rules: [rule] };
    expect(refusal(() => server.client(ADMIN).create(roles, 'default', draft))).toBe(
      `Role.rbac.authorization.k8s.io "r" is invalid: [${why}]`,
    );
  });

  it('refuses bindings that name nothing or change their role', () => {
    const admin = server.client(ADMIN);
    const said = refusal(() =>
      admin.create(roleBindings, 'default', {
        ...bindingTo('Thing', ''),
        subjects: [
          { kind: 'User', apiGroup: 'x', name: '' },
          { kind: 'ServiceAccount', name: 'A' },
          { kind: 'Dog', name: 'rex' },
        ],
      }),
    );
    expect(said).toContain(
      'roleRef.kind: Unsupported value: "Thing": supported values: "Role", "ClusterRole", roleRef.name: Required value, subjects[0].name: Required value, subjects[0].name: Invalid value: "": user name cannot be empty, subjects[0].apiGroup: Unsupported value: "x": supported values: "rbac.authorization.k8s.io", subjects[1].name: Invalid value: "A": a lowercase RFC 1123 subdomain',
    );
    expect(said).toContain(
      'subjects[2].kind: Unsupported value: "Dog": supported values: "ServiceAccount", "User", "Group"]',
    );
    const made = admin.create(roleBindings, 'kube-public', bindingTo('ClusterRole', 'view'));
    expect(refusal(() => admin.update(roleBindings, { ...made, roleRef: { ...made.roleRef, name: 'edit' } }))).toBe(
      'RoleBinding.rbac.authorization.k8s.io "b" is invalid: roleRef: Invalid value: rbac.RoleRef{APIGroup:"rbac.authorization.k8s.io", Kind:"ClusterRole", Name:"edit"}: cannot change roleRef',
    );
  });
});
