import { expect, it } from 'vitest';
import { createTestHosts, replay } from '../machine-for-test.ts';

async function holds(transcript: string): Promise<void> {
  expect(`${await replay(createTestHosts(1), transcript)}\n`).toBe(transcript.trimStart());
}

it('asks pods, Services and ports of nodes', () =>
  holds(`
$ kubectl create deployment web --image=nginx:1.25 --replicas=2 >/dev/null; kubectl expose deployment web --port=8080 --target-port=80 --type=NodePort >/dev/null; sleep 30; ip=$(kubectl get svc web -o jsonpath='{.spec.clusterIP}'); port=$(kubectl get svc web -o jsonpath='{.spec.ports[0].nodePort}'); echo $ip $port > a
$ read ip port < a; curl -s $ip:8080 | grep title; curl -s -o /dev/null -w '%{http_code}\\n' http://node01:$port/nothing; curl -sI $ip:8080 | head -1 | tr -d '\\r'
<title>Welcome to nginx!</title>
404
HTTP/1.1 200 OK
$ pod=$(kubectl get pod -l app=web -o jsonpath='{.items[0].status.podIP}'); ssh node01 curl -s $pod | grep -c nginx.org; curl -m 2 $pod:81; echo $?
1
curl: (7) Failed to connect to $IP port 81 after 0 ms: Couldn't connect to server
7
$ for p in $(kubectl get pod -l app=web -o name); do kubectl exec $p -- sh -c 'echo mine > /usr/share/nginx/html/index.html'; done; read ip port < a; curl $ip:8080
mine
$ read ip port < a; kubectl scale deploy web --replicas=0 >/dev/null; sleep 10; curl $ip:8080; curl -m 3 10.244.9.9; curl web; curl -s https://localhost:10248/healthz; echo $?; ssh node01 curl -s localhost:10248/healthz
curl: (7) Failed to connect to $IP port 8080 after 0 ms: Couldn't connect to server
curl: (28) Connection timed out after 3000 milliseconds
curl: (6) Could not resolve host: web
35
ok
`));

it('asks the API server as whom its credentials say', () =>
  holds(`
$ curl https://controlplane:6443/version 2>&1 | head -1
curl: (60) SSL certificate problem: unable to get local issuer certificate
$ curl -sk https://controlplane:6443/api/v1/namespaces/default/pods | grep message
  "message": "pods is forbidden: User \\"system:anonymous\\" cannot list resource \\"pods\\" in API group \\"\\" in the namespace \\"default\\"",
$ cd /etc/kubernetes/pki; curl -s --cacert ca.crt --cert apiserver-kubelet-client.crt --key apiserver-kubelet-client.key https://172.30.1.2:6443/api/v1/nodes | jq -r '.items[].metadata.name'
controlplane
node01
$ curl -sk -H "Authorization: Bearer $(kubectl create token default)" https://10.96.0.1/apis/apps/v1/namespaces/default/deployments | jq -r .message
deployments.apps is forbidden: User "system:serviceaccount:default:default" cannot list resource "deployments" in API group "apps" in the namespace "default"
$ curl -sk -H "Authorization: Bearer nobody" https://10.96.0.1/api | jq -r .message; curl -s http://controlplane:6443/
Unauthorized
Client sent an HTTP request to an HTTPS server.
$ curl --colour; curl; curl -sk https://controlplane:6444/ ; echo $?
curl: option --colour: is unknown
curl: try 'curl --help' or 'curl --manual' for more information
curl: no URL specified!
curl: try 'curl --help' or 'curl --manual' for more information
7
`));

it('asks from inside of pods, by names', () =>
  holds(`
$ kubectl create namespace shop >/dev/null; kubectl -n shop create deployment web --image=nginx:1.25 >/dev/null; kubectl -n shop expose deployment web --port=80 >/dev/null; kubectl run box --image=busybox:1.36 --command -- sleep 9999 >/dev/null; sleep 30
$ kubectl exec box -- wget -qO- web.shop | grep title; kubectl exec box -- wget -qO- http://web.shop.svc.cluster.local/none
<title>Welcome to nginx!</title>
wget: server returned error: HTTP/1.1 404 Not Found
command terminated with exit code 1
$ kubectl exec box -- wget -qO- -T 2 web
wget: bad address 'web'
command terminated with exit code 1
$ kubectl exec box -- nslookup web.shop | grep -c Name; kubectl exec box -- nslookup nothing 2>/dev/null | grep find
1
** server can't find nothing.default.svc.cluster.local: NXDOMAIN
$ kubectl exec box -- curl web.shop 2>&1 | tail -1 | grep -o 'executable file not found in .PATH'; kubectl -n shop exec deploy/web -- curl -s web | grep -c nginx.org
executable file not found in $PATH
1
$ kubectl -n shop patch svc web -p '{"spec":{"selector":{"app":"other"}}}' >/dev/null; sleep 3; kubectl exec box -- wget -qO- web.shop 2>&1 | sed 's/[0-9.]*)/IP)/'
wget: can't connect to remote host (IP): Connection refused
command terminated with exit code 1
$ kubectl -n kube-system scale deploy coredns --replicas=0 >/dev/null; sleep 40; kubectl exec box -- wget -qO- web.shop; kubectl exec box -- nslookup web.shop
wget: bad address 'web.shop'
command terminated with exit code 1
;; connection timed out; no servers could be reached

command terminated with exit code 1
`));
