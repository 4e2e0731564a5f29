import type { NamePart } from '../../api/x509/distinguished-name.ts';
import type { Extensions } from '../../api/x509/extensions.ts';
import { publicKeyPem, rsaKeyPem } from '../../api/x509/rsa-key-file.ts';
import type { Hosts } from '../hosts.ts';

/** A certificate that kubeadm makes: who signs it, and what it says. */
interface Leaf {
  readonly authority: 'ca' | 'etcd-ca' | 'front-proxy-ca';
  readonly subject: readonly NamePart[];
  readonly usage: 'server' | 'client' | 'both';
  readonly names?: readonly string[];
}

/** The certificates of /etc/kubernetes/pki by the path below it. Models kubeadm certs list. */
function leaves(node: string, address: string): Readonly<Record<string, Leaf>> {
  const etcdNames = [`DNS:${node}`, 'DNS:localhost', `IP Address:${address}`, 'IP Address:127.0.0.1'];
  const service = [
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
  ];
  return {
    apiserver: {
      authority: 'ca',
      subject: [['CN', 'kube-apiserver']],
      usage: 'server',
      names: [`DNS:${node}`, ...service.map((name) => `DNS:${name}`), 'IP Address:10.96.0.1', `IP Address:${address}`],
    },
    'apiserver-kubelet-client': {
      authority: 'ca',
      subject: [
        ['O', 'kubeadm:cluster-admins'],
        ['CN', 'kube-apiserver-kubelet-client'],
      ],
      usage: 'client',
    },
    'apiserver-etcd-client': { authority: 'etcd-ca', subject: [['CN', 'kube-apiserver-etcd-client']], usage: 'client' },
    'front-proxy-client': { authority: 'front-proxy-ca', subject: [['CN', 'front-proxy-client']], usage: 'client' },
    'etcd/healthcheck-client': {
      authority: 'etcd-ca',
      subject: [['CN', 'kube-etcd-healthcheck-client']],
      usage: 'client',
    },
    'etcd/peer': { authority: 'etcd-ca', subject: [['CN', node]], usage: 'both', names: etcdNames },
    'etcd/server': { authority: 'etcd-ca', subject: [['CN', node]], usage: 'both', names: etcdNames },
  };
}

const AUTHORITY_FILES = { ca: 'ca', 'front-proxy-ca': 'front-proxy-ca', 'etcd/ca': 'etcd-ca' } as const;
const YEAR_MS = 365 * 86_400_000;
const PKI = '/etc/kubernetes/pki';
export const KUBELET_CLIENT = '/var/lib/kubelet/pki/kubelet-client-current.pem';
export const KUBELET_SERVER = '/var/lib/kubelet/pki/kubelet';

/** The paths of the certificates and keys that a machine has. */
export function pkiPaths(isControlPlane: boolean): readonly string[] {
  const own = [KUBELET_CLIENT, `${KUBELET_SERVER}.crt`, `${KUBELET_SERVER}.key`];
  if (!isControlPlane) return [`${PKI}/ca.crt`, ...own];
  const names = [...Object.keys(leaves('', '')), ...Object.keys(AUTHORITY_FILES)];
  return [
    ...names.flatMap((name) => [`${PKI}/${name}.crt`, `${PKI}/${name}.key`]),
    `${PKI}/sa.key`,
    `${PKI}/sa.pub`,
    ...own,
  ];
}

/** The text of one of these files, with certificates that begin at `from`. */
export function pkiText(hosts: Hosts, node: string, path: string, from: number): string {
  const { authorities, kubelets } = hosts.needs;
  const { address } = kubelets.shapeOf(node);
  const [, name = '', kind] = /^(?:\/etc\/kubernetes\/pki\/)?(.*)\.(\w+)$/.exec(path) ?? [];
  if (Object.hasOwn(AUTHORITY_FILES, name)) {
    const authority = AUTHORITY_FILES[name as keyof typeof AUTHORITY_FILES];
    return kind === 'key' ? rsaKeyPem(authorities.key(authority)) : authorities.certificate(authority);
  }
  if (name === 'sa') return kind === 'key' ? rsaKeyPem(authorities.key('sa')) : publicKeyPem(authorities.key('sa'));
  const isKubelet = path === KUBELET_CLIENT;
  const leaf: Leaf | undefined = isKubelet
    ? {
        authority: 'ca',
        subject: [
          ['O', 'system:nodes'],
          ['CN', `system:node:${node}`],
        ],
        usage: 'client',
      }
    : path.startsWith(KUBELET_SERVER)
      ? {
          authority: 'ca',
          subject: [['CN', `${node}@${Math.floor(authorities.madeAt / 1000)}`]],
          usage: 'server',
          names: [`DNS:${node}`],
        }
      : leaves(node, address)[name];
  if (leaf === undefined) return '';
  const label = isKubelet || path.startsWith(KUBELET_SERVER) ? `${node} ${name}` : name;
  const key = authorities.key(label);
  if (kind === 'key') return rsaKeyPem(key);
  const certificate = authorities.sign(
    leaf.authority,
    key,
    { subject: leaf.subject, notBefore: from, notAfter: from + YEAR_MS, extensions: extensionsOf(leaf) },
    `${label} ${from}`,
  );
  return isKubelet ? certificate + rsaKeyPem(key) : certificate;
}

function extensionsOf({ usage, names }: Leaf): Extensions {
  const server = 'TLS Web Server Authentication';
  const client = 'TLS Web Client Authentication';
  return {
    keyUsage: ['Digital Signature', 'Key Encipherment'],
    extendedKeyUsage: usage === 'both' ? [server, client] : [usage === 'server' ? server : client],
    basicConstraints: { ca: false },
    ...(names === undefined ? {} : { alternativeNames: names }),
  };
}
