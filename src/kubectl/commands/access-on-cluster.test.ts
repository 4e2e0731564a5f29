import { expect, it } from 'vitest';
import { clusterShellForTest } from './cluster-shell-for-test.ts';

/** What the real kubectl 1.33 said to the same commands before the same server. */
it('gives, takes and asks for rights as kubectl does', async () => {
  const { run } = clusterShellForTest();
  const script = `
kubectl create sa robot
kubectl create role reader --verb=get,list --resource=pods,deployments.apps --resource-name=x
kubectl create role odd --verb=get --resource=nosuch.apps
kubectl create clusterrole urls --verb=get --non-resource-url=/logs/*
kubectl create clusterrole all --aggregation-rule=agg=yes
kubectl label clusterrole urls agg=yes
kubectl create rolebinding readers --role=reader --serviceaccount=default:robot
kubectl set subject rolebinding readers --user=bob --group=dev
kubectl set subject rolebinding readers --user=bob
kubectl describe rolebinding readers
kubectl describe clusterrole all
kubectl auth can-i get pods --as bob
kubectl auth can-i get pods/x --as system:serviceaccount:default:robot
kubectl auth can-i list deployments.apps/x --as eve --as-group dev
kubectl auth can-i get nodes --as bob
kubectl auth can-i --list --as bob --no-headers | head -2
kubectl get pods --as bob
kubectl get pods x --as bob
kubectl auth whoami --as bob --as-group dev
kubectl auth whoami --as-group dev
kubectl create clusterrole grab --verb=* --resource=* --as bob
cat > r.yaml <<EOF
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: default}
rules: [{apiGroups: [""], resources: [services], verbs: [get]}]
EOF
kubectl auth reconcile -f r.yaml
kubectl auth reconcile -f r.yaml --remove-extra-permissions
kubectl auth reconcile -f r.yaml
kubectl patch rolebinding readers -p '{"roleRef":{"name":"other"}}'
kubectl create token robot --duration=1m
`;
  const said = (await run(script)).replace(/ +$/gm, '');
  expect(said).toMatchInlineSnapshot(`
    "serviceaccount/robot created
    role.rbac.authorization.k8s.io/reader created
    the server doesn't have a resource type "nosuch" in group "apps"
    clusterrole.rbac.authorization.k8s.io/urls created
    clusterrole.rbac.authorization.k8s.io/all created
    clusterrole.rbac.authorization.k8s.io/urls labeled
    rolebinding.rbac.authorization.k8s.io/readers created
    rolebinding.rbac.authorization.k8s.io/readers subjects updated
    Name:         readers
    Labels:       <none>
    Annotations:  <none>
    Role:
      Kind:  Role
      Name:  reader
    Subjects:
      Kind            Name   Namespace
      ----            ----   ---------
      ServiceAccount  robot  default
      User            bob
      Group           dev
    Name:         all
    Labels:       <none>
    Annotations:  <none>
    PolicyRule:
      Resources  Non-Resource URLs  Resource Names  Verbs
      ---------  -----------------  --------------  -----
                 [/logs/*]          []              [get]
    no
    yes
    yes
    Warning: resource 'nodes' is not namespace scoped

    no
    selfsubjectreviews.authentication.k8s.io        []             []    [create]
    selfsubjectaccessreviews.authorization.k8s.io   []             []    [create]
    Error from server (Forbidden): pods is forbidden: User "bob" cannot list resource "pods" in API group "" in the namespace "default"
    Error from server (NotFound): pods "x" not found
    ATTRIBUTE   VALUE
    Username    bob
    Groups      [dev system:authenticated]
    error: requesting uid, groups or user-extra for kubernetes-admin without impersonating a user
    Error from server (Forbidden): clusterroles.rbac.authorization.k8s.io is forbidden: User "bob" cannot create resource "clusterroles" in API group "rbac.authorization.k8s.io" at the cluster scope
    role.rbac.authorization.k8s.io/reader reconciled
    	reconciliation required update
    	missing rules added:
    		{Verbs:[get] APIGroups:[] Resources:[services] ResourceNames:[] NonResourceURLs:[]}
    role.rbac.authorization.k8s.io/reader reconciled
    	reconciliation required update
    	extra rules removed:
    		{Verbs:[get] APIGroups:[] Resources:[pods] ResourceNames:[x] NonResourceURLs:[]}
    		{Verbs:[list] APIGroups:[] Resources:[pods] ResourceNames:[x] NonResourceURLs:[]}
    		{Verbs:[get] APIGroups:[apps] Resources:[deployments] ResourceNames:[x] NonResourceURLs:[]}
    		{Verbs:[list] APIGroups:[apps] Resources:[deployments] ResourceNames:[x] NonResourceURLs:[]}
    role.rbac.authorization.k8s.io/reader reconciled
    The RoleBinding "readers" is invalid: roleRef: Invalid value: rbac.RoleRef{APIGroup:"rbac.authorization.k8s.io", Kind:"Role", Name:"other"}: cannot change roleRef
    error: failed to create token: TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes
    [1]
    "
  `);
});
