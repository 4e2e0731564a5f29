import { expect, it } from 'vitest';
import { certificateSigningRequests } from '../api/resources.ts';
import { createTestHosts } from '../hosts/machine-for-test.ts';
import { ADMIN } from './machine.ts';

it('lets someone in by a certificate that the cluster signed', async () => {
  const { run, machine } = createTestHosts(1);
  expect(
    await run(`openssl genrsa -out jane.key 2048 && openssl req -new -key jane.key -subj /CN=jane/O=dev -out jane.csr
kubectl apply -f - <<EOF
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: jane}
spec:
  request: $(base64 -w0 jane.csr)
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
EOF
kubectl get csr jane --no-headers | awk '{print $NF}'`),
  ).toBe('certificatesigningrequest.certificates.k8s.io/jane created\nPending\n');
  const conditions = [{ type: 'Approved', status: 'True', reason: 'Test' }];
  machine.cluster.apiserver
    .client(ADMIN)
    .patch(certificateSigningRequests, undefined, 'jane', 'merge', { status: { conditions } }, 'approval');
  expect(
    await run(`sleep 1
kubectl get csr jane --no-headers | awk '{print $NF}'
kubectl get csr jane -o jsonpath='{.status.certificate}' | base64 -d > jane.crt; openssl x509 -in jane.crt -noout -subject -issuer
kubectl config set-credentials jane --client-certificate=jane.crt --client-key=jane.key
kubectl config set-context jane --cluster=kubernetes --user=jane
kubectl --context jane auth whoami -o jsonpath='{.status.userInfo.username} {.status.userInfo.groups}{"\\n"}'
kubectl --context jane get pods; kubectl create rolebinding jane --clusterrole=view --user=jane; kubectl --context jane get pods
openssl req -x509 -newkey rsa:1024 -nodes -keyout k -subj /CN=kubernetes-admin/O=system:masters -out fake.crt 2>/dev/null
kubectl --client-certificate=fake.crt --client-key=k get nodes; kubectl --token=x get nodes
kubectl --token=$(kubectl create token default) auth whoami -o jsonpath='{.status.userInfo.username}{"\\n"}'
kubectl -s https://controlplane:6443 get nodes -o name; kubectl -s https://controlplane:6444 get nodes 2>&1 | tail -1
ssh node01 sudo kubectl --kubeconfig /etc/kubernetes/kubelet.conf auth whoami -o jsonpath='{.status.userInfo.username}'`),
  ).toBe(`Approved,Issued
subject=O = dev, CN = jane
issuer=CN = kubernetes
User "jane" set.
Context "jane" created.
jane ["dev","system:authenticated"]
Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"
rolebinding.rbac.authorization.k8s.io/jane created
No resources found in default namespace.
error: You must be logged in to the server (Unauthorized)
error: You must be logged in to the server (Unauthorized)
system:serviceaccount:default:default
node/controlplane
node/node01
The connection to the server controlplane:6444 was refused - did you specify the right host or port?
system:node:node01`);
});
