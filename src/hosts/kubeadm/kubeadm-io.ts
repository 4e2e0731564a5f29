import type { ProgramIo } from '../../shell/program.ts';
import { type HostContext, isMachine } from '../host-context.ts';

export const ADMIN_CONF = '/etc/kubernetes/admin.conf';

/** Ends kubeadm with an error. */
export async function kubeadmError(io: ProgramIo, message: string): Promise<number> {
  await io.stderr.write(`${message}\nTo see the stack trace of this error execute with --v=5 or higher\n`);
  return 1;
}

/** Why kubeadm cannot act as the cluster's administrator here; undefined: it can. */
export function adminRefusal({ hosts, node, user }: HostContext): string | undefined {
  const failed = 'failed to load admin kubeconfig';
  if (hosts.files(node).kind(ADMIN_CONF) !== 'file') return `${failed}: open ${ADMIN_CONF}: no such file or directory`;
  return user === 'root' ? undefined : `${failed}: open ${ADMIN_CONF}: permission denied`;
}

/** What kubeadm says to those who are not root; undefined: it goes on. */
export function rootRefusal(here: HostContext): string | undefined {
  if (here.user !== 'root')
    return '[preflight] Some fatal errors occurred:\n\t[ERROR IsPrivilegedUser]: user is not running as root';
  return isMachine(here) ? undefined : 'not simulated in Drydock: kubeadm on a machine that is no node';
}

export const isControlPlane = ({ hosts, node }: HostContext): boolean =>
  isMachine({ hosts, node, user: 'root' }) && hosts.needs.kubelets.drafts(node).has('kube-apiserver.yaml');

export interface KubeadmCall {
  readonly args: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
}

/** Flags that take no value. */
const SWITCHES = [
  'print-join-command',
  'force',
  'f',
  'yes',
  'y',
  'dry-run',
  'help',
  'h',
  'rootfs',
  'experimental-output',
  'certificate-renewal',
  'etcd-upgrade',
  'allow-experimental-upgrades',
  'allow-release-candidate-upgrades',
  'control-plane',
  'discovery-token-unsafe-skip-ca-verification',
  'cleanup-tmp-dir',
];

export function parseKubeadm(words: readonly string[]): KubeadmCall {
  const args: string[] = [];
  const flags = new Map<string, string>();
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const match = /^--?([^=]+)(?:=([\s\S]*))?$/.exec(word);
    if (match === null || !word.startsWith('-')) args.push(word);
    else if (match[2] !== undefined) flags.set(match[1]!, match[2]);
    else flags.set(match[1]!, SWITCHES.includes(match[1]!) ? 'true' : (rest.shift() ?? ''));
  }
  return { args, flags };
}
