import { describe, expect, it } from 'vitest';
import { createTestHosts, replay, type TestMachine } from './machine-for-test.ts';

async function holds(machine: TestMachine, transcript: string): Promise<void> {
  const wanted = transcript
    .trim()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
  expect(await replay(machine, transcript)).toBe(wanted);
}

describe('ssh', () => {
  it('runs commands on other machines, with their files and their names', () =>
    holds(
      createTestHosts(),
      `
$ ssh node01 'hostname; whoami; pwd'
node01
candidate
/home/candidate
$ echo base > /tmp/x; ssh node01 cat /tmp/x
cat: /tmp/x: No such file or directory
$ ssh node01 'echo one > /tmp/x'; ssh node02 ls /tmp; ssh root@node01 cat /tmp/x; cat /tmp/x
one
base
$ ssh nowhere true; echo $?
ssh: Could not resolve hostname nowhere: Name or service not known
255
$ ssh joe@node01 true; echo $?
joe@node01: Permission denied (publickey).
255
$ ssh node01 'touch a; ls -l a /etc/hostname | cut -c1-27'
-rw-r--r-- 1 root      root
-rw-r--r-- 1 candidate cand
$ ssh node01 exit 7; echo $?
7
$ ssh node01 cat /etc/kubernetes/kubelet.conf
cat: /etc/kubernetes/kubelet.conf: Permission denied
$ ssh node01 'echo x > /etc/motd'
bash: line 1: /etc/motd: Permission denied
$ ssh node01 'echo x | sudo tee /etc/motd; sudo whoami; sudo -i pwd'
x
root
/root
$ ssh node01 kubectl get nodes 2>&1 | tail -1
The connection to the server localhost:8080 was refused - did you specify the right host or port?
$ ssh controlplane kubectl get nodes -o name
node/controlplane
node/node01
node/node02
$ ssh node01 sudo systemctl restart containerd; printf 'hostname\\nwhoami\\n' | ssh root@node02
Pseudo-terminal will not be allocated because stdin is not a terminal.
node02
root
$ ssh node01 'grep PRETTY /etc/os-release; sudo ls /etc/kubernetes; ls /var/lib/kubelet'
PRETTY_NAME="Ubuntu 24.04.1 LTS"
kubelet.conf
manifests
pki
config.yaml
kubeadm-flags.env
pki
`,
    ));
});

describe('the kubelet as a service', () => {
  it('is stopped and started', () =>
    holds(
      createTestHosts(),
      `
$ ssh node01 systemctl restart kubelet; echo $?
Failed to restart kubelet.service: Interactive authentication required.
See system logs and 'systemctl status kubelet.service' for details.
1
$ ssh node01 'sudo systemctl stop kubelet; systemctl is-active kubelet'; echo $?
inactive
3
$ sleep 60; kubectl get nodes --no-headers | awk '{print $1, $2}'
controlplane Ready
node01 NotReady
node02 Ready
$ kubectl get node node01 -o jsonpath='{.status.conditions[?(@.type=="Ready")].status} {.status.conditions[?(@.type=="Ready")].message}'
Unknown Kubelet stopped posting node status.
$ ssh node01 systemctl status kubelet | head -6
○ kubelet.service - kubelet: The Kubernetes Node Agent
     Loaded: loaded (/usr/lib/systemd/system/kubelet.service; enabled; preset: enabled)
    Drop-In: /usr/lib/systemd/system/kubelet.service.d
             └─10-kubeadm.conf
     Active: inactive (dead) since Tue 2026-11-24 10:00:00 UTC; 1min 0s ago
       Docs: https://kubernetes.io/docs/
$ ssh node01 'sudo systemctl disable kubelet; systemctl is-enabled kubelet; sudo systemctl enable --now kubelet'; sleep 1
Removed "/etc/systemd/system/multi-user.target.wants/kubelet.service".
disabled
Created symlink /etc/systemd/system/multi-user.target.wants/kubelet.service → /usr/lib/systemd/system/kubelet.service.
$ kubectl get node node01 --no-headers | awk '{print $2}'
Ready
$ ssh node01 'sudo systemctl stop nginx; systemctl status docker; systemctl is-active docker'
Failed to stop nginx.service: Unit nginx.service not found.
Unit docker.service could not be found.
inactive
`,
    ));

  it('fails with a broken configuration until that is mended', () =>
    holds(
      createTestHosts(1),
      `
$ ssh node01 'sudo sed -i s/clusterDNS:/clusterDNS/ /var/lib/kubelet/config.yaml; sudo systemctl restart kubelet'; sleep 25
$ ssh node01 systemctl is-active kubelet
activating
$ ssh node01 systemctl status kubelet | sed -n '5p;7,8p'
~ Active: activating (auto-restart) (Result: exit-code) since Tue 2026-11-24 10:00:20 UTC; 4s ago
~ Process: 9074 ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS (code=exited, status=1/FAILURE)
   Main PID: 9074 (code=exited, status=1/FAILURE)
$ ssh node01 sudo journalctl -u kubelet -n 4 --no-pager
~ node01 systemd[1]: Started kubelet.service
~ run.go:72] "command failed" err="failed to load kubelet config file, path: /var/lib/kubelet/config.yaml, error: failed to load Kubelet config file /var/lib/kubelet/config.yaml, error failed to decode: yaml: line
Nov 24 10:00:20 node01 systemd[1]: kubelet.service: Main process exited, code=exited, status=1/FAILURE
Nov 24 10:00:20 node01 systemd[1]: kubelet.service: Failed with result 'exit-code'.
$ ssh node01 'sudo sed -i s/clusterDNS/clusterDNS:/ /var/lib/kubelet/config.yaml'; sleep 12; ssh node01 systemctl is-active kubelet
active
`,
    ));

  it.each([
    [
      'a binary that is not there',
      "sed -i 's#/usr/bin/kubelet \\$#/usr/local/bin/kubelet $#' /usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf; systemctl daemon-reload",
      /Unable to locate executable '\/usr\/local\/bin\/kubelet'[\s\S]*status=203\/EXEC/,
    ],
    [
      'an authority that is not there',
      "sed -i 's#pki/ca.crt#pki/WRONG.crt#' /var/lib/kubelet/config.yaml",
      /unable to load client CA file \/etc\/kubernetes\/pki\/WRONG.crt: open/,
    ],
    [
      'an unknown flag',
      'echo "KUBELET_EXTRA_ARGS=--colour=blue" > /etc/default/kubelet',
      /failed to parse kubelet flag: unknown flag: --colour/,
    ],
    ['no kubeconfig', 'mv /etc/kubernetes/kubelet.conf /tmp', /unable to load bootstrap kubeconfig: stat/],
    ['no runtime', 'systemctl stop containerd', /validate CRI v1 runtime API for endpoint/],
    [
      'another port of the API server',
      "sed -i 's/6443/6553/' /etc/kubernetes/kubelet.conf",
      /Unable to register node with API server.*172.30.1.2:6553: connect: connection refused/,
    ],
  ])('says what is wrong with %s', async (_what, harm, words) => {
    const { run } = createTestHosts(1);
    await run(`ssh root@node01 '${harm.replaceAll("'", `'\\''`)}; systemctl restart kubelet'; sleep 60`);
    expect(await run('ssh node01 journalctl -u kubelet')).toMatch(words);
    expect(await run("kubectl get node node01 --no-headers | awk '{print $2}'")).toBe('NotReady\n');
  });

  it('reads its unit again only after daemon-reload', async () => {
    const { run } = createTestHosts(1);
    const harm = 'sed -i s#/usr/bin/kubelet#/opt/kubelet# /usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf';
    expect(await run(`ssh root@node01 '${harm}; systemctl restart kubelet; systemctl is-active kubelet'`)).toBe(
      "Warning: The unit file, source configuration file or drop-ins of kubelet.service changed on disk. Run 'systemctl daemon-reload' to reload units.\nactive\n",
    );
    const out = await run(
      `ssh root@node01 'systemctl daemon-reload; systemctl restart kubelet; systemctl is-active kubelet'`,
    );
    expect(out).toBe('activating\n');
  });

  it('cannot work without its runtime, and says so', () =>
    holds(
      createTestHosts(1),
      `
$ ssh root@node01 'systemctl stop containerd; crictl ps' 2>&1 | grep -c 'connect: no such file or directory'
1
$ kubectl get nodes --no-headers | awk '{print $1, $2}'
controlplane Ready
node01 NotReady
$ kubectl get node node01 -o jsonpath='{.status.conditions[?(@.type=="Ready")].message}'
container runtime is down
$ ssh root@node01 systemctl start containerd; kubectl get node node01 --no-headers | awk '{print $2}'
Ready
`,
    ));
});

describe('static pods', () => {
  it('follow the files', () =>
    holds(
      createTestHosts(1),
      `
$ mv /etc/kubernetes/manifests/kube-scheduler.yaml /tmp; sleep 3; kubectl get pods -n kube-system -o name | grep scheduler
$ kubectl run p --image=nginx >/dev/null; sleep 10; kubectl get pod p --no-headers | awk '{print $3}'
Pending
$ mv /tmp/kube-scheduler.yaml /etc/kubernetes/manifests/; sleep 40; kubectl get pod p --no-headers | awk '{print $3}'
Running
$ ssh root@node01 'kubectl run web --image=nginx --dry-run=client -o yaml > /etc/kubernetes/manifests/web.yaml'; sleep 20; kubectl get pods web-node01 --no-headers | awk '{print $3}'
Running
$ ssh root@node01 "sed -i 's/image: nginx/image: nginx: x/' /etc/kubernetes/manifests/web.yaml"; sleep 5; kubectl get pods web-node01
Error from server (NotFound): pods "web-node01" not found
$ ssh root@node01 journalctl -u kubelet -n 1
~ file.go:187] "Could not process manifest file" err="/etc/kubernetes/manifests/web.yaml: couldn't parse as pod(yaml: line
$ ssh root@node01 'mkdir /etc/kubernetes/other; sed -i s#kubernetes/manifests#kubernetes/other# /var/lib/kubelet/config.yaml; systemctl restart kubelet'
$ ssh root@node01 'kubectl run two --image=nginx --dry-run=client -o yaml > /etc/kubernetes/other/two.yaml'; sleep 20; kubectl get pods two-node01 --no-headers | awk '{print $3}'
Running
`,
    ));

  it('cannot make another cluster of this one', () =>
    holds(
      createTestHosts(1),
      `
$ cd /etc/kubernetes/manifests; sed -i s/--secure-port=6443/--secure-port=6444/ kube-apiserver.yaml; grep secure-port kube-apiserver.yaml
sed: couldn't write /etc/kubernetes/manifests/kube-apiserver.yaml: not simulated in Drydock: another --secure-port of kube-apiserver
    - --secure-port=6443
`,
    ));

  it('take the API server away, and bring it back', () =>
    holds(
      createTestHosts(1),
      `
$ cd /etc/kubernetes/manifests; mv kube-apiserver.yaml /tmp; sleep 40; kubectl get nodes 2>&1 | tail -1; crictl ps --name kube-apiserver -q; curl -sk https://controlplane:6443; echo $?
The connection to the server 172.30.1.2:6443 was refused - did you specify the right host or port?
7
$ ssh node01 journalctl -u kubelet -n 1 | cut -d] -f3-
 "Error updating node status, will retry" err="error getting node \\"node01\\": Get \\"https://172.30.1.2:6443/api/v1/nodes/node01?resourceVersion=0&timeout=10s\\": dial tcp 172.30.1.2:6443: connect: connection refused"
$ sed -i s/--authorization-mode=/--authorization-modus=/ /tmp/kube-apiserver.yaml; cp /tmp/kube-apiserver.yaml /etc/kubernetes/manifests/; sleep 30; kubectl get nodes 2>&1 | tail -1
The connection to the server 172.30.1.2:6443 was refused - did you specify the right host or port?
$ crictl ps -a --name kube-apiserver --state exited | grep -c Exited; crictl logs $(crictl ps -a -q --name kube-apiserver | head -1); cat /var/log/pods/kube-system_kube-apiserver*/kube-apiserver/*.log | tail -1
2
Error: unknown flag: --authorization-modus
~ stdout F Error: unknown flag: --authorization-modus
$ sed -i s/--authorization-modus=/--authorization-mode=/ /etc/kubernetes/manifests/kube-apiserver.yaml; sleep 60; kubectl get nodes --no-headers | awk '{print $1, $2}'
controlplane Ready
node01 Ready
$ sed -i 's#--etcd-servers=https://127.0.0.1:2379#--etcd-servers=https://127.0.0.1:23799#' /etc/kubernetes/manifests/kube-apiserver.yaml; sleep 120; kubectl get nodes 2>&1 | tail -1; crictl logs $(crictl ps -a -q --name kube-apiserver | head -1) 2>&1 | cut -c1-39
The connection to the server 172.30.1.2:6443 was refused - did you specify the right host or port?
[core] [Channel #1 SubChannel #2] grpc:
Error: context deadline exceeded
$ sed -i s/23799/2379/ /etc/kubernetes/manifests/kube-apiserver.yaml; sleep 60; kubectl run p --image=nginx; sleep 20; kubectl get pod p --no-headers | awk '{print $3}'
pod/p created
Running
$ sed -i s#/etc/kubernetes/scheduler.conf#/etc/kubernetes/schedulerr.conf# /etc/kubernetes/manifests/kube-scheduler.yaml; sleep 60; kubectl logs -n kube-system kube-scheduler-controlplane; kubectl run q --image=nginx; sleep 10; kubectl get pod q --no-headers | awk '{print $3}'
"command failed" err="open /etc/kubernetes/schedulerr.conf: no such file or directory"
pod/q created
Pending
`,
    ));

  it('stay what they are when files are looked at', async () => {
    const { run } = createTestHosts(1);
    const uids = 'kubectl get pods -n kube-system -l tier=control-plane -o jsonpath="{.items[*].metadata.uid}"';
    const before = await run(uids);
    await run('touch /etc/kubernetes/manifests/*; systemctl restart kubelet; sleep 60');
    expect(await run(uids)).toBe(before);
  });
});

describe('crictl', () => {
  it('shows what runs on the machine, and can end it', () =>
    holds(
      createTestHosts(1),
      `
$ kubectl run web --image=nginx:1.25 >/dev/null; sleep 20; ssh root@node01 crictl ps --name web
CONTAINER           IMAGE               CREATED             STATE               NAME                ATTEMPT             POD ID              POD                 NAMESPACE
~ ago      Running             web                 0
$ ssh root@node01 'crictl inspect $(crictl ps -q --name web) | grep runtimeType'
    "runtimeType": "io.containerd.runc.v2",
$ ssh root@node01 'crictl pods --name web | tail -1'
~ Ready               web                 default             0                   (default)
$ ssh root@node01 'crictl logs $(crictl ps -q --name web) | head -1; crictl exec $(crictl ps -q --name web) hostname'
~ docker-entrypoint.sh
web
$ ssh root@node01 'id=$(crictl ps -q --name web); crictl stop $id >/dev/null; sleep 5; crictl ps --name web | tail -1; crictl ps -a --name web | wc -l'
~ Running             web                 1
3
$ kubectl get pod web --no-headers | awk '{print $3, $4}'
Running 1
$ ssh root@node01 'crictl stopp $(crictl pods -q --name web) | wc -l; sleep 30'; kubectl get pod web --no-headers | awk '{print $3, $4}'
1
Running 2
$ ssh root@node01 'crictl images | grep nginx; crictl rm nothing; crictl stats'
~ docker.io/library/nginx
~ removing the container \\"nothing\\": rpc error: code = NotFound desc
crictl: not simulated in Drydock: crictl stats
$ ssh root@node01 'cat /var/log/containers/web_default_web-*.log | head -1; ls /var/log/pods | grep web | cut -c1-12'
~ stdout F
default_web_
`,
    ));
});

it('shows processes, sockets and addresses, and copies files', () =>
  holds(
    createTestHosts(1),
    `
$ ssh node01 'ps aux | grep [k]ubelet | cut -c68-118; ip a show cni0 | grep inet; sudo ss -tlnp | grep -c kubelet; sudo systemctl stop kubelet; ps -ef | grep -c [k]ubelet'
/usr/bin/kubelet --bootstrap-kubeconfig=/etc/kubern
    inet 10.244.1.1/24 brd 10.244.1.255 scope global cni0
2
0
$ echo hello > a; scp a node01:; ssh node01 cat a; scp node01:a root@node01:/opt/b; scp node01:nothing .; scp a node01:/etc/
hello
scp: nothing: No such file or directory
scp: dest open "/etc/": Permission denied
$ ssh node01 -- uptime; ssh node01 'free -h | sed -n 2p | cut -c1-32; df -h | tail -1'
 10:00:00 up 5 min,  1 user,  load average: 0.08, 0.12, 0.10
Mem:           8.0Gi       624Mi
/dev/vda1        97G   17G   79G  18% /
$ man grep | head -2; man nothing
NAME
       grep - finds lines
No manual entry for nothing
`,
  ));
