import type { ProgramIo } from '../../shell/program.ts';
import { layOutNode } from '../files/lay-out-host.ts';
import type { HostContext } from '../host-context.ts';
import { isControlPlane, type KubeadmCall, kubeadmError, rootRefusal } from './kubeadm-io.ts';
import { caHash, tokenRefusal } from './tokens.ts';

const CONFS = ['admin', 'super-admin', 'kubelet', 'bootstrap-kubelet', 'controller-manager', 'scheduler'].map(
  (name) => `/etc/kubernetes/${name}.conf`,
);
const DIRECTORIES = ['/etc/kubernetes/manifests', '/var/lib/kubelet', '/etc/kubernetes/pki'];

/** `kubeadm reset`: takes a worker's part of the cluster away from it. Its Node object stays. */
export async function kubeadmReset(here: HostContext, io: ProgramIo, { flags }: KubeadmCall): Promise<number> {
  const refusal = rootRefusal(here);
  if (refusal !== undefined) return kubeadmError(io, refusal);
  if (isControlPlane(here))
    return kubeadmError(io, 'kubeadm: not simulated in Drydock: a control plane that is taken apart');
  const { hosts, node } = here;
  if (!flags.has('force') && !flags.has('f')) {
    await io.stdout.write(
      "W [reset] WARNING: Changes made to this host by 'kubeadm init' or 'kubeadm join' will be reverted.\n[reset] Are you sure you want to proceed? [y/N]: ".slice(
        2,
      ),
    );
    const answer = await io.stdin.read();
    if (!/^y(es)?$/i.test((answer ?? '').trim()))
      return kubeadmError(io, 'error execution phase preflight: aborted reset operation');
  }
  await io.stdout.write(`[preflight] Running pre-flight checks
[reset] Stopping the kubelet service
[reset] Unmounting mounted directories in "/var/lib/kubelet"
[reset] Deleting contents of directories: [${DIRECTORIES.join(' ')}]
[reset] Deleting files: [${CONFS.join(' ')}]

The reset process does not perform cleanup of CNI plugin configuration,
network filtering rules and kubeconfig files.

For information on how to perform this cleanup manually, please see:
    https://k8s.io/docs/reference/setup-tools/kubeadm/kubeadm-reset/

`);
  const { services, kubelets } = hosts.needs;
  services.stop(node, 'kubelet');
  kubelets.wipe(node);
  const files = hosts.files(node);
  for (const directory of DIRECTORIES) {
    if (files.kind(directory) !== 'directory') continue;
    for (const name of files.list(directory)) files.remove(`${directory}/${name}`, { recursive: true });
  }
  for (const path of CONFS) if (files.kind(path) === 'file') files.remove(path);
  return 0;
}

/** `kubeadm join SERVER --token TOKEN --discovery-token-ca-cert-hash HASH`: makes a machine that was reset a worker again. */
export async function kubeadmJoin(here: HostContext, io: ProgramIo, { args, flags }: KubeadmCall): Promise<number> {
  const refusal = rootRefusal(here);
  if (refusal !== undefined) return kubeadmError(io, refusal);
  const { hosts, node } = here;
  const files = hosts.files(node);
  if (flags.has('control-plane'))
    return kubeadmError(io, 'kubeadm: not simulated in Drydock: another machine of the control plane');
  const server = args[0];
  const token = flags.get('token') ?? flags.get('discovery-token');
  const pin = flags.get('discovery-token-ca-cert-hash');
  if (token === undefined) {
    return kubeadmError(io, 'discovery: Invalid value: "": bootstrapToken or file must be set');
  }
  if (server === undefined) {
    return kubeadmError(
      io,
      'discovery.bootstrapToken.apiServerEndpoint: Required value: the API server address is missing',
    );
  }
  if (pin === undefined && !flags.has('discovery-token-unsafe-skip-ca-verification')) {
    return kubeadmError(
      io,
      'discovery.bootstrapToken: Invalid value: "": using token-based discovery without caCertHashes can be unsafe. Set unsafeSkipCAVerification as true in your kubeadm config file or pass --discovery-token-unsafe-skip-ca-verification flag to continue',
    );
  }
  await io.stdout.write('[preflight] Running pre-flight checks\n');
  const errors: string[] = [];
  const taken = (path: string) => {
    if (files.kind(path) === 'file')
      errors.push(`[ERROR FileAvailable-${path.replaceAll('/', '-')}]: ${path} already exists`);
  };
  taken('/etc/kubernetes/kubelet.conf');
  if (hosts.needs.services.unit(node, 'kubelet').state === 'active')
    errors.push('[ERROR Port-10250]: Port 10250 is in use');
  taken('/etc/kubernetes/pki/ca.crt');
  if (!hosts.needs.kubelets.isRuntimeUp(node)) {
    errors.push(
      '[ERROR CRI]: could not connect to the container runtime: failed to create new CRI runtime service: validate service connection',
    );
  }
  if (errors.length > 0 && !(flags.get('ignore-preflight-errors') ?? '').includes('all')) {
    const list = errors.map((error) => `\t${error}\n`).join('');
    return kubeadmError(
      io,
      `error execution phase preflight: [preflight] Some fatal errors occurred:\n${list}[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\``,
    );
  }
  if (!hosts.needs.answers() || !hosts.reaches(node, `https://${server}`)) {
    return kubeadmError(
      io,
      `error execution phase preflight: couldn't validate the identity of the API Server: failed to request the cluster-info ConfigMap: Get "https://${server}/api/v1/namespaces/kube-public/configmaps/cluster-info?timeout=10s": dial tcp ${server}: connect: connection refused`,
    );
  }
  if (pin !== undefined && pin !== caHash(hosts)) {
    return kubeadmError(
      io,
      `error execution phase preflight: couldn't validate the identity of the API Server: cluster CA found in cluster-info ConfigMap is invalid: none of the public keys "${caHash(hosts)}" are pinned`,
    );
  }
  const badToken = tokenRefusal(here, token, io.clock.now());
  if (badToken !== undefined) return kubeadmError(io, `error execution phase preflight: ${badToken}`);
  await io.stdout.write(`[preflight] Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...
[preflight] Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it.
[kubelet-start] Writing kubelet configuration to file "/var/lib/kubelet/config.yaml"
[kubelet-start] Writing kubelet environment file with flags to file "/var/lib/kubelet/kubeadm-flags.env"
[kubelet-start] Starting the kubelet
[kubelet-check] Waiting for a healthy kubelet at http://127.0.0.1:10248/healthz. This can take up to 4m0s
`);
  layOutNode(files, node, hosts);
  hosts.needs.services.stop(node, 'kubelet');
  hosts.needs.services.start(node, 'kubelet');
  if (hosts.needs.services.unit(node, 'kubelet').state !== 'active') {
    return kubeadmError(
      io,
      'error execution phase kubelet-start: The HTTP call equal to \'curl -sSL http://127.0.0.1:10248/healthz\' returned error: Get "http://127.0.0.1:10248/healthz": dial tcp 127.0.0.1:10248: connect: connection refused',
    );
  }
  await io.clock.sleep(500, io.signal);
  await io.stdout.write(`[kubelet-check] The kubelet is healthy after 500.783ms
[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap

This node has joined the cluster:
* Certificate signing request was sent to apiserver and a response was received.
* The Kubelet was informed of the new secure connection details.

Run 'kubectl get nodes' on the control-plane to see this node join the cluster.

`);
  return 0;
}
