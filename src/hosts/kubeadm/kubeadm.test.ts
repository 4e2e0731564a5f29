import { expect, it } from 'vitest';
import { createTestHosts, replay } from '../machine-for-test.ts';

async function holds(transcript: string): Promise<void> {
  expect(`${await replay(createTestHosts(1), transcript)}\n`).toBe(transcript.trimStart());
}

it('makes and takes away tokens', () =>
  holds(`
$ ssh node01 kubeadm token list
failed to load admin kubeconfig: open /etc/kubernetes/admin.conf: no such file or directory
To see the stack trace of this error execute with --v=5 or higher
$ kubeadm token create abcdef.0123456789abcdef --ttl 2h --description mine; kubeadm token list
abcdef.0123456789abcdef
TOKEN                     TTL   EXPIRES                USAGES                   DESCRIPTION   EXTRA GROUPS
abcdef.0123456789abcdef   2h    2026-11-24T12:00:00Z   authentication,signing   mine          system:bootstrappers:kubeadm:default-node-token
$ kubeadm token create abcdef.0123456789abcdef; kubeadm token create short
a token with id "abcdef" already exists
To see the stack trace of this error execute with --v=5 or higher
the bootstrap token "short" was not of the form "\\A([a-z0-9]{6})\\.([a-z0-9]{16})\\z"
To see the stack trace of this error execute with --v=5 or higher
$ kubeadm token delete abcdef; kubeadm token list; kubectl get secrets -n kube-system
bootstrap token "abcdef" deleted
No resources found in kube-system namespace.
$ kubeadm token create --print-join-command | grep -cE '^kubeadm join 172.30.1.2:6443 --token [a-z0-9]{6}\\.[a-z0-9]{16} --discovery-token-ca-cert-hash sha256:[0-9a-f]{64} $'
1
$ openssl x509 -pubkey -in /etc/kubernetes/pki/ca.crt | openssl rsa -pubin -outform der 2>/dev/null | openssl dgst -sha256 -hex | sed 's/^.* //' > h; kubeadm token create --print-join-command | grep -c "$(cat h)"
1
`));

it('lets a machine leave and come back', () =>
  holds(`
$ kubectl drain node01 --ignore-daemonsets >/dev/null 2>&1; kubectl delete node node01; kubeadm token create --print-join-command > join
node "node01" deleted
$ ssh root@node01 "$(cat join)" 2>&1 | grep ERROR | tr -d '\\t'
[ERROR FileAvailable--etc-kubernetes-kubelet.conf]: /etc/kubernetes/kubelet.conf already exists
[ERROR Port-10250]: Port 10250 is in use
[ERROR FileAvailable--etc-kubernetes-pki-ca.crt]: /etc/kubernetes/pki/ca.crt already exists
$ ssh root@node01 'kubeadm reset -f >/dev/null; ls /etc/kubernetes/pki /var/lib/kubelet; systemctl is-active kubelet; crictl ps -q'
/etc/kubernetes/pki:

/var/lib/kubelet:
inactive
$ ssh root@node01 'kubeadm join 172.30.1.2:6443 --token abcdef.0123456789abcdef --discovery-token-ca-cert-hash sha256:00' 2>&1 | sed 1d | cut -c1-99
error execution phase preflight: couldn't validate the identity of the API Server: cluster CA found
To see the stack trace of this error execute with --v=5 or higher
$ ssh root@node01 "$(cat join)" | grep joined
This node has joined the cluster:
$ sleep 30; kubectl get nodes --no-headers | awk '{print $1, $2}'; kubectl get pods -A --field-selector spec.nodeName=node01 --no-headers | awk '{print $4}'
controlplane Ready
node01 Ready
Running
Running
`));

it('tells when certificates expire, and renews them', () =>
  holds(`
$ kubeadm certs check-expiration | sed -n '4,6p;17,18p' | sed 's/ *$//'
CERTIFICATE                EXPIRES                  RESIDUAL TIME   CERTIFICATE AUTHORITY   EXTERNALLY MANAGED
admin.conf                 Nov 24, 2027 09:55 UTC   364d            ca                      no
apiserver                  Nov 24, 2027 09:55 UTC   364d            ca                      no
CERTIFICATE AUTHORITY   EXPIRES                  RESIDUAL TIME   EXTERNALLY MANAGED
ca                      Nov 21, 2036 09:55 UTC   9y              no
$ kubeadm certs renew apiserver | sed -n 4p; openssl x509 -noout -enddate -in /etc/kubernetes/pki/apiserver.crt; kubeadm certs check-expiration | grep ^apiserver | head -1 | cut -c1-50
certificate for serving the Kubernetes API renewed
notAfter=Nov 24 10:00:00 2027 GMT
apiserver                  Nov 24, 2027 10:00 UTC
`));

it('brings the kubelet of a node to another version', () =>
  holds(`
$ ssh root@node01 'apt-get install -y kubelet=1.33.5-1.1 kubeadm=1.33.5-1.1 >/dev/null; systemctl daemon-reload; systemctl restart kubelet; kubeadm version -o short'; kubectl get nodes --no-headers | awk '{print $1, $5}'
v1.33.5
controlplane v1.33.13
node01 v1.33.5
$ kubeadm upgrade plan | tail -3
Components that must be upgraded manually after you have upgraded the control plane with 'kubeadm upgrade apply':
COMPONENT   NODE     CURRENT   TARGET
kubelet     node01   v1.33.5   v1.33.13
$ ssh root@node01 'apt-get install kubeadm=1.33.13-* >/dev/null; kubeadm upgrade node | tail -3 | head -1; apt-get install kubelet=1.33.13-1.1 >/dev/null; systemctl restart kubelet'; kubectl get nodes --no-headers | awk '{print $5}'
[upgrade/kubelet-config] The kubelet configuration for this node was successfully upgraded!
v1.33.13
v1.33.13
$ kubeadm upgrade apply v1.34.0 -y; apt-get install nginx 2>&1 | tail -1
kubeadm: not simulated in Drydock: a control plane of another version than v1.33.13
To see the stack trace of this error execute with --v=5 or higher
E: Unable to locate package nginx
`));

it('keeps snapshots of etcd as far as they are simulated', () =>
  holds(`
$ cd /etc/kubernetes/pki/etcd; E="etcdctl --cacert ca.crt --cert server.crt --key server.key"; $E snapshot save /opt/b.db; $E member list | cut -d, -f2-5; $E endpoint health
Drydock: the file stands for a snapshot; what is in it is not simulated.
Snapshot saved at /opt/b.db
 started, controlplane, https://172.30.1.2:2380, https://172.30.1.2:2379
127.0.0.1:2379 is healthy: successfully committed proposal: took = 9.274113ms
$ etcdutl snapshot status /opt/b.db -w table | sed -n '2p' | tr -s ' '
| HASH | REVISION | TOTAL KEYS | TOTAL SIZE |
$ etcdctl snapshot save /opt/c.db 2>&1 | tail -1
Error: context deadline exceeded
$ etcdutl snapshot restore /opt/b.db --data-dir /var/lib/etcd-new 2>&1 | tail -1; ls /var/lib/etcd-new/member; ssh node01 etcdctl version
Drydock: the directory was made; that etcd of controlplane goes back to it is not simulated.
snap
wal
etcdctl version: 3.5.24
API version: 3.5
`));
