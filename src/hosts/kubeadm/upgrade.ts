import { configMaps, nodes } from '../../api/resources.ts';
import { kubeletVersion } from '../../cluster/kubelet/node-object.ts';
import type { ProgramIo } from '../../shell/program.ts';
import type { HostContext } from '../host-context.ts';
import { installedVersion } from '../packages/installed-version.ts';
import { adminRefusal, isControlPlane, type KubeadmCall, kubeadmError, rootRefusal } from './kubeadm-io.ts';

const CONFIG = '/var/lib/kubelet/config.yaml';
const READING = (
  what: string,
) => `[${what}] Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...
[${what}] Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it.
`;

/** `kubeadm upgrade plan|apply|node`. The control plane keeps its version. */
export async function kubeadmUpgrade(here: HostContext, io: ProgramIo, { args }: KubeadmCall): Promise<number> {
  const [verb, target] = args;
  const refusal = rootRefusal(here);
  if (refusal !== undefined) return kubeadmError(io, refusal);
  if (verb === 'node') return upgradeNode(here, io);
  const admin = adminRefusal(here);
  if (admin !== undefined)
    return kubeadmError(io, `couldn't create a Kubernetes client from file "/etc/kubernetes/admin.conf": ${admin}`);
  if (verb === 'plan') return plan(here, io);
  if (verb === 'apply') return apply(here, io, target);
  return kubeadmError(io, `kubeadm: not simulated in Drydock: kubeadm upgrade ${verb ?? ''}`);
}

async function plan(here: HostContext, io: ProgramIo): Promise<number> {
  const own = installedVersion(here.hosts.files(here.node), 'kubeadm');
  const older = here.hosts.needs.client
    .list(nodes)
    .map((node) => [node.metadata.name, node.status.nodeInfo?.kubeletVersion ?? ''] as const)
    .filter(([, version]) => version !== kubeletVersion);
  await io.stdout.write(`[preflight] Running pre-flight checks.
${READING('upgrade/config')}[upgrade] Running cluster health checks
[upgrade] Fetching available versions to upgrade to
[upgrade/versions] Cluster version: ${kubeletVersion.slice(1)}
[upgrade/versions] kubeadm version: ${own}
[upgrade/versions] Target version: ${kubeletVersion}
[upgrade/versions] Latest version in the v1.33 series: ${kubeletVersion}
`);
  if (older.length === 0) {
    await io.stdout.write(
      '\nnot simulated in Drydock: other versions of the control plane; it has the newest there is.\n',
    );
    return 0;
  }
  const rows = [
    ['COMPONENT', 'NODE', 'CURRENT', 'TARGET'],
    ...older.map(([name, version]) => ['kubelet', name, version, kubeletVersion]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)) + 3);
  await io.stdout.write(`
Components that must be upgraded manually after you have upgraded the control plane with 'kubeadm upgrade apply':
${rows.map((row) => row.map((cell, column) => (column === 3 ? cell : cell.padEnd(widths[column]!))).join('')).join('\n')}
`);
  return 0;
}

async function apply(here: HostContext, io: ProgramIo, target: string | undefined): Promise<number> {
  if (target === undefined)
    return kubeadmError(io, 'missing one or more required arguments. Required arguments: [version]');
  const version = target.startsWith('v') ? target : `v${target}`;
  if (!isControlPlane(here)) return kubeadmError(io, 'kubeadm: upgrade apply is for machines of the control plane');
  if (version !== kubeletVersion) {
    return kubeadmError(
      io,
      `kubeadm: not simulated in Drydock: a control plane of another version than ${kubeletVersion}`,
    );
  }
  await io.stdout.write(`${READING('upgrade')}[upgrade/preflight] Running preflight checks
[upgrade] Running cluster health checks
[upgrade/preflight] You have chosen to upgrade the cluster version to "${version}"
[upgrade/versions] Cluster version: ${kubeletVersion}
[upgrade/versions] kubeadm version: ${installedVersion(here.hosts.files(here.node), 'kubeadm')}
[upgrade/control-plane] Upgrading your static Pod-hosted control plane to version "${version}" (timeout: 5m0s)...
[upgrade/staticpods] Current and new manifests of kube-apiserver are equal, skipping upgrade
[upgrade/staticpods] Current and new manifests of kube-controller-manager are equal, skipping upgrade
[upgrade/staticpods] Current and new manifests of kube-scheduler are equal, skipping upgrade

[upgrade] SUCCESS! A control plane node of your cluster was upgraded to "${version}".

[upgrade] Now please proceed with upgrading the rest of the nodes by following the right order.
`);
  return 0;
}

async function upgradeNode(here: HostContext, io: ProgramIo): Promise<number> {
  const { hosts, node } = here;
  const files = hosts.files(node);
  const config = hosts.needs.client.get(configMaps, 'kube-system', 'kubelet-config')?.data?.kubelet;
  const skip = isControlPlane(here) ? undefined : 'Skipping phase. Not a control plane node.';
  const backup = `/etc/kubernetes/tmp/kubeadm-kubelet-config${hosts.needs.shell.random.int(2 ** 31)}`;
  if (config !== undefined) {
    const before = files.kind(CONFIG) === 'file' ? (files.read(CONFIG) ?? '') : '';
    files.makeDirectory(backup, { parents: true });
    files.write(`${backup}/config.yaml`, before);
    files.makeDirectory('/var/lib/kubelet', { parents: true });
    files.write(CONFIG, config);
  }
  const controlPlane =
    skip === undefined
      ? '[upgrade/control-plane] The control plane instance for this node was successfully upgraded!\n'
      : `[upgrade/preflight] Skipping prepull. Not a control plane node.\n[upgrade/control-plane] ${skip}\n[upgrade/kubeconfig] ${skip}\n`;
  await io.stdout.write(`${READING('upgrade')}[upgrade/preflight] Running pre-flight checks
${controlPlane}[upgrade/kubelet-config] Writing kubelet configuration to file "${CONFIG}"
[upgrade] Backing up kubelet config file to ${backup}/config.yaml
[upgrade/kubelet-config] The kubelet configuration for this node was successfully upgraded!
[upgrade/addon] Skipping the addon/coredns phase. Not a control plane node.
[upgrade/addon] Skipping the addon/kube-proxy phase. Not a control plane node.
`);
  return 0;
}
