import type { Container } from '../../api/types/container.ts';
import { COMPONENT_FLAGS } from './component-flags.ts';

/** Why a component of the control plane ends soon after its start, and what it says. */
export interface ComponentFault {
  readonly afterMs: number;
  readonly lines: readonly string[];
}

const FILES = /^(\/etc\/kubernetes\/(pki\/|[a-z-]+\.conf$).*)$/;
/** What kubeadm puts into /etc/kubernetes. */
const KUBEADM_FILES = new Set(
  ['ca', 'apiserver', 'apiserver-kubelet-client', 'apiserver-etcd-client', 'front-proxy-ca', 'front-proxy-client']
    .concat(['etcd/ca', 'etcd/server', 'etcd/peer', 'etcd/healthcheck-client'])
    .flatMap((name) => [`/etc/kubernetes/pki/${name}.crt`, `/etc/kubernetes/pki/${name}.key`])
    .concat(['/etc/kubernetes/pki/sa.key', '/etc/kubernetes/pki/sa.pub'])
    .concat(
      ['admin', 'super-admin', 'scheduler', 'controller-manager', 'kubelet'].map(
        (name) => `/etc/kubernetes/${name}.conf`,
      ),
    ),
);

/**
 * Judges the flags of a component: whether it knows them, whether the files of kubeadm that they name are there, and whether
 * etcd is where kube-apiserver looks for it. Unlike Kubernetes, values are not looked at beyond that.
 */
export function componentFault({ command = [], args = [] }: Container): ComponentFault | undefined {
  const [program = '', ...rest] = [...command, ...args];
  const name = program.slice(program.lastIndexOf('/') + 1);
  const known = Object.hasOwn(COMPONENT_FLAGS, name) ? COMPONENT_FLAGS[name] : undefined;
  if (known === undefined) return undefined;
  const flags = new Map<string, string>();
  for (const word of rest) {
    const [, flag = '', value = ''] = /^--?([^=]+)=?([\s\S]*)$/.exec(word) ?? [];
    if (word.startsWith('--') && !known.has(flag)) return soon([`Error: unknown flag: --${flag}`]);
    if (word.startsWith('--')) flags.set(flag, value);
  }
  for (const path of flags.values()) {
    if (!FILES.test(path) || KUBEADM_FILES.has(path)) continue;
    return soon([`"command failed" err="open ${path}: no such file or directory"`]);
  }
  const etcd = flags.get('etcd-servers');
  if (name !== 'kube-apiserver') return undefined;
  if (etcd !== undefined && /^https:\/\/[^,/:]+:2379(,|$)/.test(etcd)) return undefined;
  if (etcd === undefined) return soon(['"command failed" err="--etcd-servers must be specified"']);
  const address = etcd.replace(/^https?:\/\//, '').split(',')[0]!;
  return {
    afterMs: 20_000,
    lines: [
      `[core] [Channel #1 SubChannel #2] grpc: addrConn.createTransport failed to connect to {Addr: "${address}"}. Err: connection error: desc = "transport: Error while dialing: dial tcp ${address}: connect: connection refused"`,
      'Error: context deadline exceeded',
    ],
  };
}

const soon = (lines: readonly string[]): ComponentFault => ({ afterMs: 300, lines });
