/**
 * What kubectl 1.32 printed for these command lines; its generators are those of 1.33. (The distribution's build logs a
 * missing flag; the words here are those of Kubernetes' own build.)
 */
export const generatedByKubectl: readonly (readonly [line: string, output: string])[] = [
  [
    'create namespace mon --dry-run=client -o json',
    '{\n    "kind": "Namespace",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "mon",\n        "creationTimestamp": null\n    },\n    "spec": {},\n    "status": {}\n}\n',
  ],
  [
    'create namespace mon --dry-run=client -o yaml',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  creationTimestamp: null\n  name: mon\nspec: {}\nstatus: {}\n',
  ],
  [
    'create deployment web --image=nginx:1.25 --replicas=3 --port=80 --dry-run=client -o json',
    '{\n    "kind": "Deployment",\n    "apiVersion": "apps/v1",\n    "metadata": {\n        "name": "web",\n        "creationTimestamp": null,\n        "labels": {\n            "app": "web"\n        }\n    },\n    "spec": {\n        "replicas": 3,\n        "selector": {\n            "matchLabels": {\n                "app": "web"\n            }\n        },\n        "template": {\n            "metadata": {\n                "creationTimestamp": null,\n                "labels": {\n                    "app": "web"\n                }\n            },\n            "spec": {\n                "containers": [\n                    {\n                        "name": "nginx",\n                        "image": "nginx:1.25",\n                        "ports": [\n                            {\n                                "containerPort": 80\n                            }\n                        ],\n                        "resources": {}\n                    }\n                ]\n            }\n        },\n        "strategy": {}\n    },\n    "status": {}\n}\n',
  ],
  [
    'create deployment web --image=nginx -n foo --dry-run=client -o json -- sleep 1d',
    '{\n    "kind": "Deployment",\n    "apiVersion": "apps/v1",\n    "metadata": {\n        "name": "web",\n        "namespace": "foo",\n        "creationTimestamp": null,\n        "labels": {\n            "app": "web"\n        }\n    },\n    "spec": {\n        "replicas": 1,\n        "selector": {\n            "matchLabels": {\n                "app": "web"\n            }\n        },\n        "template": {\n            "metadata": {\n                "creationTimestamp": null,\n                "labels": {\n                    "app": "web"\n                }\n            },\n            "spec": {\n                "containers": [\n                    {\n                        "name": "nginx",\n                        "image": "nginx",\n                        "command": [\n                            "sleep",\n                            "1d"\n                        ],\n                        "resources": {}\n                    }\n                ]\n            }\n        },\n        "strategy": {}\n    },\n    "status": {}\n}\n',
  ],
  [
    'create deployment web --image=a/b:1 --image=c/d@sha256:x --dry-run=client -o json',
    '{\n    "kind": "Deployment",\n    "apiVersion": "apps/v1",\n    "metadata": {\n        "name": "web",\n        "creationTimestamp": null,\n        "labels": {\n            "app": "web"\n        }\n    },\n    "spec": {\n        "replicas": 1,\n        "selector": {\n            "matchLabels": {\n                "app": "web"\n            }\n        },\n        "template": {\n            "metadata": {\n                "creationTimestamp": null,\n                "labels": {\n                    "app": "web"\n                }\n            },\n            "spec": {\n                "containers": [\n                    {\n                        "name": "b",\n                        "image": "a/b:1",\n                        "resources": {}\n                    },\n                    {\n                        "name": "d",\n                        "image": "c/d@sha256:x",\n                        "resources": {}\n                    }\n                ]\n            }\n        },\n        "strategy": {}\n    },\n    "status": {}\n}\n',
  ],
  [
    'create configmap c --from-literal=a=1 --from-literal=B=x=y --dry-run=client -o json',
    '{\n    "kind": "ConfigMap",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "c",\n        "creationTimestamp": null\n    },\n    "data": {\n        "B": "x=y",\n        "a": "1"\n    }\n}\n',
  ],
  [
    'create configmap c --from-file=a.txt --from-file=k=a.txt --dry-run=client -o json',
    '{\n    "kind": "ConfigMap",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "c",\n        "creationTimestamp": null\n    },\n    "data": {\n        "a.txt": "hello",\n        "k": "hello"\n    }\n}\n',
  ],
  [
    'create configmap c --from-env-file=e.env --dry-run=client -o json',
    '{\n    "kind": "ConfigMap",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "c",\n        "creationTimestamp": null\n    },\n    "data": {\n        "A": "1",\n        "B": "two words"\n    }\n}\n',
  ],
  [
    'create configmap c --dry-run=client -o json',
    '{\n    "kind": "ConfigMap",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "c",\n        "creationTimestamp": null\n    }\n}\n',
  ],
  [
    'create secret generic s --from-literal=a=1 --type=Opaque --dry-run=client -o json',
    '{\n    "kind": "Secret",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "s",\n        "creationTimestamp": null\n    },\n    "data": {\n        "a": "MQ=="\n    },\n    "type": "Opaque"\n}\n',
  ],
  [
    'create secret generic s --from-literal=a=1 --type=Opaque --dry-run=client -o yaml',
    'apiVersion: v1\ndata:\n  a: MQ==\nkind: Secret\nmetadata:\n  creationTimestamp: null\n  name: s\ntype: Opaque\n',
  ],
  [
    'create secret generic s --dry-run=client -o json',
    '{\n    "kind": "Secret",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "s",\n        "creationTimestamp": null\n    }\n}\n',
  ],
  [
    'create secret docker-registry s --docker-username=u --docker-password=p --docker-email=e@x --dry-run=client -o json',
    '{\n    "kind": "Secret",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "s",\n        "creationTimestamp": null\n    },\n    "data": {\n        ".dockerconfigjson": "eyJhdXRocyI6eyJodHRwczovL2luZGV4LmRvY2tlci5pby92MS8iOnsidXNlcm5hbWUiOiJ1IiwicGFzc3dvcmQiOiJwIiwiZW1haWwiOiJlQHgiLCJhdXRoIjoiZFRwdyJ9fX0="\n    },\n    "type": "kubernetes.io/dockerconfigjson"\n}\n',
  ],
  [
    'create serviceaccount sa -n x --dry-run=client -o json',
    '{\n    "kind": "ServiceAccount",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "sa",\n        "namespace": "x",\n        "creationTimestamp": null\n    }\n}\n',
  ],
  [
    'create job j --image=busybox --dry-run=client -o json -- date',
    '{\n    "kind": "Job",\n    "apiVersion": "batch/v1",\n    "metadata": {\n        "name": "j",\n        "creationTimestamp": null\n    },\n    "spec": {\n        "template": {\n            "metadata": {\n                "creationTimestamp": null\n            },\n            "spec": {\n                "containers": [\n                    {\n                        "name": "j",\n                        "image": "busybox",\n                        "command": [\n                            "date"\n                        ],\n                        "resources": {}\n                    }\n                ],\n                "restartPolicy": "Never"\n            }\n        }\n    },\n    "status": {}\n}\n',
  ],
  [
    'create job j --image=busybox --dry-run=client -o yaml -- date',
    'apiVersion: batch/v1\nkind: Job\nmetadata:\n  creationTimestamp: null\n  name: j\nspec:\n  template:\n    metadata:\n      creationTimestamp: null\n    spec:\n      containers:\n      - command:\n        - date\n        image: busybox\n        name: j\n        resources: {}\n      restartPolicy: Never\nstatus: {}\n',
  ],
  [
    'create cronjob cj --image=busybox --schedule=@daily --dry-run=client -o json -- date',
    '{\n    "kind": "CronJob",\n    "apiVersion": "batch/v1",\n    "metadata": {\n        "name": "cj",\n        "creationTimestamp": null\n    },\n    "spec": {\n        "schedule": "@daily",\n        "jobTemplate": {\n            "metadata": {\n                "name": "cj",\n                "creationTimestamp": null\n            },\n            "spec": {\n                "template": {\n                    "metadata": {\n                        "creationTimestamp": null\n                    },\n                    "spec": {\n                        "containers": [\n                            {\n                                "name": "cj",\n                                "image": "busybox",\n                                "command": [\n                                    "date"\n                                ],\n                                "resources": {}\n                            }\n                        ],\n                        "restartPolicy": "OnFailure"\n                    }\n                }\n            }\n        }\n    },\n    "status": {}\n}\n',
  ],
  [
    'create service clusterip s --tcp=80:8080 --tcp=443 --dry-run=client -o json',
    '{\n    "kind": "Service",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "s",\n        "creationTimestamp": null,\n        "labels": {\n            "app": "s"\n        }\n    },\n    "spec": {\n        "ports": [\n            {\n                "name": "80-8080",\n                "protocol": "TCP",\n                "port": 80,\n                "targetPort": 8080\n            },\n            {\n                "name": "443",\n                "protocol": "TCP",\n                "port": 443,\n                "targetPort": 443\n            }\n        ],\n        "selector": {\n            "app": "s"\n        },\n        "type": "ClusterIP"\n    },\n    "status": {\n        "loadBalancer": {}\n    }\n}\n',
  ],
  [
    'create service clusterip s --clusterip=None --dry-run=client -o json',
    '{\n    "kind": "Service",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "s",\n        "creationTimestamp": null,\n        "labels": {\n            "app": "s"\n        }\n    },\n    "spec": {\n        "selector": {\n            "app": "s"\n        },\n        "clusterIP": "None",\n        "type": "ClusterIP"\n    },\n    "status": {\n        "loadBalancer": {}\n    }\n}\n',
  ],
  [
    'create service nodeport s --tcp=80:http --node-port=30001 --dry-run=client -o json',
    '{\n    "kind": "Service",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "s",\n        "creationTimestamp": null,\n        "labels": {\n            "app": "s"\n        }\n    },\n    "spec": {\n        "ports": [\n            {\n                "name": "80-http",\n                "protocol": "TCP",\n                "port": 80,\n                "targetPort": "http",\n                "nodePort": 30001\n            }\n        ],\n        "selector": {\n            "app": "s"\n        },\n        "type": "NodePort"\n    },\n    "status": {\n        "loadBalancer": {}\n    }\n}\n',
  ],
  [
    'create service loadbalancer s --tcp=80 --dry-run=client -o json',
    '{\n    "kind": "Service",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "s",\n        "creationTimestamp": null,\n        "labels": {\n            "app": "s"\n        }\n    },\n    "spec": {\n        "ports": [\n            {\n                "name": "80",\n                "protocol": "TCP",\n                "port": 80,\n                "targetPort": 80\n            }\n        ],\n        "selector": {\n            "app": "s"\n        },\n        "type": "LoadBalancer"\n    },\n    "status": {\n        "loadBalancer": {}\n    }\n}\n',
  ],
  [
    'create service externalname s --external-name=x.com --dry-run=client -o json',
    '{\n    "kind": "Service",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "s",\n        "creationTimestamp": null,\n        "labels": {\n            "app": "s"\n        }\n    },\n    "spec": {\n        "selector": {\n            "app": "s"\n        },\n        "type": "ExternalName",\n        "externalName": "x.com"\n    },\n    "status": {\n        "loadBalancer": {}\n    }\n}\n',
  ],
  [
    'create quota q --hard=cpu=1,memory=1Gi,pods=0.5k --scopes=BestEffort --dry-run=client -o json',
    '{\n    "kind": "ResourceQuota",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "q",\n        "creationTimestamp": null\n    },\n    "spec": {\n        "hard": {\n            "cpu": "1",\n            "memory": "1Gi",\n            "pods": "500"\n        },\n        "scopes": [\n            "BestEffort"\n        ]\n    },\n    "status": {}\n}\n',
  ],
  [
    'create priorityclass pc --value=1000 --description=d --dry-run=client -o json',
    '{\n    "kind": "PriorityClass",\n    "apiVersion": "scheduling.k8s.io/v1",\n    "metadata": {\n        "name": "pc",\n        "creationTimestamp": null\n    },\n    "value": 1000,\n    "description": "d",\n    "preemptionPolicy": "PreemptLowerPriority"\n}\n',
  ],
  [
    'create pdb p --selector=app=x --min-available=1 --dry-run=client -o json',
    '{\n    "kind": "PodDisruptionBudget",\n    "apiVersion": "policy/v1",\n    "metadata": {\n        "name": "p",\n        "creationTimestamp": null\n    },\n    "spec": {\n        "minAvailable": 1,\n        "selector": {\n            "matchLabels": {\n                "app": "x"\n            }\n        }\n    },\n    "status": {\n        "disruptionsAllowed": 0,\n        "currentHealthy": 0,\n        "desiredHealthy": 0,\n        "expectedPods": 0\n    }\n}\n',
  ],
  [
    'create pdb p --selector=app=x --max-unavailable=50% --dry-run=client -o json',
    '{\n    "kind": "PodDisruptionBudget",\n    "apiVersion": "policy/v1",\n    "metadata": {\n        "name": "p",\n        "creationTimestamp": null\n    },\n    "spec": {\n        "selector": {\n            "matchLabels": {\n                "app": "x"\n            }\n        },\n        "maxUnavailable": "50%"\n    },\n    "status": {\n        "disruptionsAllowed": 0,\n        "currentHealthy": 0,\n        "desiredHealthy": 0,\n        "expectedPods": 0\n    }\n}\n',
  ],
  [
    'create ingress i --rule=foo.com/bar=svc1:8080,tls=my-cert --rule=foo.com/b*=svc2:http --class=c --default-backend=d:80 --annotation=a=b --dry-run=client -o json',
    '{\n    "kind": "Ingress",\n    "apiVersion": "networking.k8s.io/v1",\n    "metadata": {\n        "name": "i",\n        "creationTimestamp": null,\n        "annotations": {\n            "a": "b"\n        }\n    },\n    "spec": {\n        "ingressClassName": "c",\n        "defaultBackend": {\n            "service": {\n                "name": "d",\n                "port": {\n                    "number": 80\n                }\n            }\n        },\n        "tls": [\n            {\n                "hosts": [\n                    "foo.com"\n                ],\n                "secretName": "my-cert"\n            }\n        ],\n        "rules": [\n            {\n                "host": "foo.com",\n                "http": {\n                    "paths": [\n                        {\n                            "path": "/bar",\n                            "pathType": "Exact",\n                            "backend": {\n                                "service": {\n                                    "name": "svc1",\n                                    "port": {\n                                        "number": 8080\n                                    }\n                                }\n                            }\n                        },\n                        {\n                            "path": "/b",\n                            "pathType": "Prefix",\n                            "backend": {\n                                "service": {\n                                    "name": "svc2",\n                                    "port": {\n                                        "name": "http"\n                                    }\n                                }\n                            }\n                        }\n                    ]\n                }\n            }\n        ]\n    },\n    "status": {\n        "loadBalancer": {}\n    }\n}\n',
  ],
  [
    'create ingress i --rule=foo.com/bar=svc1:8080,tls=my-cert --rule=foo.com/b*=svc2:http --class=c --default-backend=d:80 --annotation=a=b --dry-run=client -o yaml',
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  annotations:\n    a: b\n  creationTimestamp: null\n  name: i\nspec:\n  defaultBackend:\n    service:\n      name: d\n      port:\n        number: 80\n  ingressClassName: c\n  rules:\n  - host: foo.com\n    http:\n      paths:\n      - backend:\n          service:\n            name: svc1\n            port:\n              number: 8080\n        path: /bar\n        pathType: Exact\n      - backend:\n          service:\n            name: svc2\n            port:\n              name: http\n        path: /b\n        pathType: Prefix\n  tls:\n  - hosts:\n    - foo.com\n    secretName: my-cert\nstatus:\n  loadBalancer: {}\n',
  ],
  [
    'create ingress i --rule=/*=svc:80 --dry-run=client -o json',
    '{\n    "kind": "Ingress",\n    "apiVersion": "networking.k8s.io/v1",\n    "metadata": {\n        "name": "i",\n        "creationTimestamp": null\n    },\n    "spec": {\n        "rules": [\n            {\n                "http": {\n                    "paths": [\n                        {\n                            "path": "/",\n                            "pathType": "Prefix",\n                            "backend": {\n                                "service": {\n                                    "name": "svc",\n                                    "port": {\n                                        "number": 80\n                                    }\n                                }\n                            }\n                        }\n                    ]\n                }\n            }\n        ]\n    },\n    "status": {\n        "loadBalancer": {}\n    }\n}\n',
  ],
  [
    'create clusterrolebinding b --clusterrole=view --user=u --group=g --serviceaccount=ns:sa --dry-run=client -o json',
    '{\n    "kind": "ClusterRoleBinding",\n    "apiVersion": "rbac.authorization.k8s.io/v1",\n    "metadata": {\n        "name": "b",\n        "creationTimestamp": null\n    },\n    "subjects": [\n        {\n            "kind": "User",\n            "apiGroup": "rbac.authorization.k8s.io",\n            "name": "u"\n        },\n        {\n            "kind": "Group",\n            "apiGroup": "rbac.authorization.k8s.io",\n            "name": "g"\n        },\n        {\n            "kind": "ServiceAccount",\n            "name": "sa",\n            "namespace": "ns"\n        }\n    ],\n    "roleRef": {\n        "apiGroup": "rbac.authorization.k8s.io",\n        "kind": "ClusterRole",\n        "name": "view"\n    }\n}\n',
  ],
  [
    'create clusterrolebinding b --clusterrole=view --user=u --group=g --serviceaccount=ns:sa --dry-run=client -o yaml',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  creationTimestamp: null\n  name: b\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: view\nsubjects:\n- apiGroup: rbac.authorization.k8s.io\n  kind: User\n  name: u\n- apiGroup: rbac.authorization.k8s.io\n  kind: Group\n  name: g\n- kind: ServiceAccount\n  name: sa\n  namespace: ns\n',
  ],
  [
    'create rolebinding b --role=r --user=u -n x --dry-run=client -o json',
    '{\n    "kind": "RoleBinding",\n    "apiVersion": "rbac.authorization.k8s.io/v1",\n    "metadata": {\n        "name": "b",\n        "namespace": "x",\n        "creationTimestamp": null\n    },\n    "subjects": [\n        {\n            "kind": "User",\n            "apiGroup": "rbac.authorization.k8s.io",\n            "name": "u"\n        }\n    ],\n    "roleRef": {\n        "apiGroup": "rbac.authorization.k8s.io",\n        "kind": "Role",\n        "name": "r"\n    }\n}\n',
  ],
  [
    'create rolebinding b --role=r --user=u -n x --dry-run=client -o yaml',
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  creationTimestamp: null\n  name: b\n  namespace: x\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: r\nsubjects:\n- apiGroup: rbac.authorization.k8s.io\n  kind: User\n  name: u\n',
  ],
  [
    'create clusterrole agg --aggregation-rule=a=b --dry-run=client -o json',
    '{\n    "kind": "ClusterRole",\n    "apiVersion": "rbac.authorization.k8s.io/v1",\n    "metadata": {\n        "name": "agg",\n        "creationTimestamp": null\n    },\n    "rules": null,\n    "aggregationRule": {\n        "clusterRoleSelectors": [\n            {\n                "matchLabels": {\n                    "a": "b"\n                }\n            }\n        ]\n    }\n}\n',
  ],
  [
    'create clusterrole nr --verb=get --non-resource-url=/healthz --dry-run=client -o json',
    '{\n    "kind": "ClusterRole",\n    "apiVersion": "rbac.authorization.k8s.io/v1",\n    "metadata": {\n        "name": "nr",\n        "creationTimestamp": null\n    },\n    "rules": [\n        {\n            "verbs": [\n                "get"\n            ],\n            "nonResourceURLs": [\n                "/healthz"\n            ]\n        }\n    ]\n}\n',
  ],
  [
    'create namespace mon --save-config --dry-run=client -o json',
    '{\n    "kind": "Namespace",\n    "apiVersion": "v1",\n    "metadata": {\n        "name": "mon",\n        "creationTimestamp": null,\n        "annotations": {\n            "kubectl.kubernetes.io/last-applied-configuration": "{\\"kind\\":\\"Namespace\\",\\"apiVersion\\":\\"v1\\",\\"metadata\\":{\\"name\\":\\"mon\\",\\"creationTimestamp\\":null},\\"spec\\":{},\\"status\\":{}}\\n"\n        }\n    },\n    "spec": {},\n    "status": {}\n}\n',
  ],
  [
    'create namespace mon --save-config --dry-run=client -o yaml',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {"kind":"Namespace","apiVersion":"v1","metadata":{"name":"mon","creationTimestamp":null},"spec":{},"status":{}}\n  creationTimestamp: null\n  name: mon\nspec: {}\nstatus: {}\n',
  ],
  [
    'create configmap c --from-literal=a --dry-run=client -o json',
    'error: invalid literal source a, expected key=value\n[1]\n',
  ],
  ['create deployment --dry-run=client -o json', 'error: required flag(s) "image" not set\n[1]\n'],
  [
    'create secret generic s --from-literal=a=1 --from-literal=a=2 --dry-run=client -o json',
    'error: cannot add key a, another key by that name already exists\n[1]\n',
  ],
  [
    'create configmap c --from-file=nothere --dry-run=client -o json',
    'error: error reading nothere: no such file or directory\n[1]\n',
  ],
  [
    'create service clusterip s --dry-run=client -o json',
    'error: at least one tcp port specifier must be provided\n[1]\n',
  ],
  [
    'create pdb p --selector=app=x --dry-run=client -o json',
    'error: one of min-available or max-unavailable must be specified\n[1]\n',
  ],
  [
    'create ingress i --rule=x --dry-run=client -o json',
    'error: rule x is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]\n[1]\n',
  ],
  [
    'create quota q --hard=cpu --dry-run=client -o json',
    'error: Invalid argument syntax cpu, expected <resource>=<value>\n[1]\n',
  ],
];
