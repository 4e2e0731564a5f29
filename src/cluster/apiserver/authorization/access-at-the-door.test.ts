import { describe, expect, it } from 'vitest';
import { clusterRoleBindings, clusterRoles } from '../../../api/resources.ts';
import type { ApiRequest, Method, User } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';
import { parseRule, parseSubject } from './default-roles.ts';

const ADMIN: User = { name: 'admin', groups: ['system:masters', 'system:authenticated'] };
const BOB: User = { name: 'bob', groups: ['dev', 'system:authenticated'] };
const apiVersion = 'rbac.authorization.k8s.io/v1';
const server = createApiServer(createWorld({ seed: 1, startAt: Date.UTC(2026, 0, 5) }));
server.bootstrap();
const client = server.client(ADMIN);
client.create(clusterRoles, undefined, {
  apiVersion,
  kind: 'ClusterRole',
  metadata: { name: 'pretender' },
  rules: [parseRule('impersonate core serviceaccounts'), parseRule('impersonate core groups dev')],
});
client.create(clusterRoleBindings, undefined, {
  apiVersion,
  kind: 'ClusterRoleBinding',
  metadata: { name: 'pretender' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'pretender' },
  subjects: [parseSubject('User bob')],
});

interface Extra {
  readonly headers?: ApiRequest['headers'];
  readonly query?: ApiRequest['query'];
  readonly body?: unknown;
}

function ask(user: User, text: string, { headers = {}, query = {}, body }: Extra = {}) {
  const [method = '', path = ''] = text.split(' ');
  const answer = server.handle({ method: method as Method, path, query, headers, user, body });
  return { status: answer.status, body: answer.body as Readonly<Record<string, unknown>> };
}

const post = (plural: string, kind: string, spec: unknown, user = BOB, where = '', headers = {}) =>
  ask(user, `POST /apis/authorization.k8s.io/v1/${where}${plural}`, {
    body: { apiVersion: 'authorization.k8s.io/v1', kind, spec },
    headers,
  });

describe('a request of someone without rights', () => {
  it.each([
    [
      'GET /api/v1/namespaces/default/pods',
      'pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "default"',
    ],
    [
      'GET /api/v1/nodes/n1',
      'nodes "n1" is forbidden: User "bob" cannot get resource "nodes" in API group "" at the cluster scope',
    ],
    [
      'DELETE /apis/apps/v1/namespaces/a/daemonsets',
      'daemonsets.apps is forbidden: User "bob" cannot deletecollection resource "daemonsets" in API group "apps" in the namespace "a"',
    ],
    [
      'PATCH /apis/apps/v1/namespaces/a/daemonsets/x/status',
      'daemonsets.apps "x" is forbidden: User "bob" cannot patch resource "daemonsets/status" in API group "apps" in the namespace "a"',
    ],
    [
      'PUT /api/v1/namespaces/a/finalize',
      'namespaces "a" is forbidden: User "bob" cannot update resource "namespaces/finalize" in API group "" in the namespace "a"',
    ],
    [
      'GET /api/v1/nosuch',
      'nosuch is forbidden: User "bob" cannot list resource "nosuch" in API group "" at the cluster scope',
    ],
    ['GET /metrics', 'forbidden: User "bob" cannot get path "/metrics"'],
    ['GET /<b>', 'forbidden: User "bob" cannot get path "/&lt;b&gt;"'],
  ])('%s is refused', (request, message) => {
    expect(ask(BOB, request)).toMatchObject({ status: 403, body: { message, reason: 'Forbidden', code: 403 } });
  });

  it('may find out what there is', () => {
    expect(['/api', '/apis/apps/v1', '/version', '/openapi/v2'].map((path) => ask(BOB, `GET ${path}`).status)).toEqual([
      200, 200, 200, 200,
    ]);
  });

  it('watches and selects by name as it lists', () => {
    const query = { watch: 'true', fieldSelector: 'metadata.name=x' };
    expect(ask(BOB, 'GET /api/v1/pods', { query }).body.message).toBe(
      'pods "x" is forbidden: User "bob" cannot watch resource "pods" in API group "" at the cluster scope',
    );
  });
});

describe('impersonation', () => {
  const who = (user: User, headers: ApiRequest['headers']) =>
    ask(user, 'POST /apis/authentication.k8s.io/v1/selfsubjectreviews', {
      headers,
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    });

  it.each([
    [{ 'impersonate-user': 'eve' }, { username: 'eve', groups: ['system:authenticated'] }],
    [
      { 'impersonate-user': 'eve', 'impersonate-group': 'a, b\nc' },
      { username: 'eve', groups: ['a, b', 'c', 'system:authenticated'] },
    ],
    [
      {
        'impersonate-user': 'system:serviceaccount:ns:robot',
        'impersonate-uid': 'u1',
        'impersonate-extra-a%2fb': '1\n2',
      },
      {
        username: 'system:serviceaccount:ns:robot',
        uid: 'u1',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:ns', 'system:authenticated'],
        extra: { 'a/b': ['1', '2'] },
      },
    ],
    [{ 'impersonate-user': 'system:anonymous' }, { username: 'system:anonymous', groups: ['system:unauthenticated'] }],
  ])('as %j', (headers, userInfo) => {
    // Only those who are someone may ask who they are.
    const refused = userInfo.username === 'system:anonymous';
    expect(who(ADMIN, headers)).toMatchObject(
      refused ? { status: 403 } : { status: 201, body: { status: { userInfo } } },
    );
  });

  it('needs the right to it', () => {
    const refusal = (headers: ApiRequest['headers']) => who(BOB, headers).body.message;
    expect(refusal({ 'impersonate-user': 'eve' })).toBe(
      'users "eve" is forbidden: User "bob" cannot impersonate resource "users" in API group "" at the cluster scope',
    );
    const robot = 'system:serviceaccount:ns:robot';
    expect(refusal({ 'impersonate-user': robot, 'impersonate-group': 'dev\nops' })).toBe(
      'groups "ops" is forbidden: User "bob" cannot impersonate resource "groups" in API group "" at the cluster scope',
    );
    expect(refusal({ 'impersonate-user': robot, 'impersonate-extra-scope': 'x' })).toBe(
      'userextras.authentication.k8s.io "x" is forbidden: User "bob" cannot impersonate resource "userextras/scope" in API group "authentication.k8s.io" at the cluster scope',
    );
    expect(who(BOB, { 'impersonate-user': robot }).status).toBe(201);
    expect(who(BOB, { 'impersonate-group': 'dev' })).toEqual({
      status: 500,
      body: 'Internal Server Error: "/apis/authentication.k8s.io/v1/selfsubjectreviews": requested [{Group  dev    }] without impersonating a user\n',
    });
  });
});

describe('access reviews', () => {
  it('answer and store nothing', () => {
    const asked = { resourceAttributes: { verb: 'impersonate', resource: 'serviceaccounts', namespace: 'x' } };
    expect(post('selfsubjectaccessreviews', 'SelfSubjectAccessReview', asked)).toEqual({
      status: 201,
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        metadata: { creationTimestamp: null },
        spec: asked,
        status: {
          allowed: true,
          reason: 'RBAC: allowed by ClusterRoleBinding "pretender" of ClusterRole "pretender" to User "bob"',
        },
      },
    });
    const other = { user: 'eve', nonResourceAttributes: { verb: 'get', path: '/version' } };
    expect(post('subjectaccessreviews', 'SubjectAccessReview', other).status).toBe(403);
    expect(post('subjectaccessreviews', 'SubjectAccessReview', other, ADMIN).body.status).toEqual({ allowed: false });
    const rules = post('selfsubjectrulesreviews', 'SelfSubjectRulesReview', { namespace: 'default' }).body;
    expect(rules.status).toMatchObject({
      incomplete: false,
      resourceRules: [
        { verbs: ['impersonate'], resources: ['serviceaccounts'] },
        { resourceNames: ['dev'] },
        { resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'] },
        { resources: ['selfsubjectreviews'] },
      ],
    });
  });

  it.each([
    [
      'selfsubjectaccessreviews',
      'SelfSubjectAccessReview',
      '',
      {},
      'spec.resourceAttributes: Invalid value: "null": exactly one of nonResourceAttributes or resourceAttributes must be specified',
    ],
    [
      'subjectaccessreviews',
      'SubjectAccessReview',
      '',
      { resourceAttributes: {}, nonResourceAttributes: { path: '/a' } },
      '[spec.nonResourceAttributes: Invalid value: authorization.NonResourceAttributes{Path:"/a", Verb:""}: cannot be specified in combination with resourceAttributes, spec.user: Invalid value: "": at least one of user or group must be specified]',
    ],
    [
      'localsubjectaccessreviews',
      'LocalSubjectAccessReview',
      'namespaces/a/',
      { user: 'x', resourceAttributes: { namespace: 'b' } },
      'spec.resourceAttributes.namespace: Invalid value: "b": must match metadata.namespace',
    ],
  ])('%s refuses nonsense', (plural, kind, where, spec, why) => {
    expect(post(plural, kind, spec, ADMIN, where).body.message).toBe(`.authorization.k8s.io "" is invalid: ${why}`);
  });

  it('are no tables, cannot be read, and are discovered', () => {
    const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const spec = { resourceAttributes: { verb: 'get', resource: 'pods' } };
    expect(post('selfsubjectaccessreviews', 'SelfSubjectAccessReview', spec, ADMIN, '', headers).status).toBe(406);
    expect(ask(ADMIN, 'GET /apis/authorization.k8s.io/v1/selfsubjectaccessreviews').status).toBe(405);
    const { resources } = ask(BOB, 'GET /apis/authorization.k8s.io/v1').body;
    expect(resources).toHaveLength(4);
  });
});

describe('PUT of what is not there', () => {
  const put = (user: User, plural: string, kind: string, uid?: string) =>
    ask(user, `PUT /apis/rbac.authorization.k8s.io/v1/namespaces/default/${plural}/fresh`, {
      body: { apiVersion, kind, metadata: { name: 'fresh', uid } },
    });

  it('makes roles, for those who may make them', () => {
    client.create(clusterRoles, undefined, {
      apiVersion,
      kind: 'ClusterRole',
      metadata: { name: 'updater' },
      rules: [parseRule('update rbac.authorization.k8s.io roles')],
    });
    client.create(clusterRoleBindings, undefined, {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'updater' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'updater' },
      subjects: [parseSubject('User bob')],
    });
    expect(put(BOB, 'roles', 'Role').body.message).toBe(
      'roles.rbac.authorization.k8s.io "fresh" is forbidden: User "bob" cannot create resource "roles" in API group "rbac.authorization.k8s.io" in the namespace "default"',
    );
    expect(put(ADMIN, 'roles', 'Role', 'u').status).toBe(409);
    expect(put(ADMIN, 'roles', 'Role')).toMatchObject({ status: 201, body: { rules: null } });
    expect(put(ADMIN, 'roles', 'Role').status).toBe(200);
  });
});
