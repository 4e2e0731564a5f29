import { readCertificates } from '../../api/x509/certificate.ts';
import type { ProgramIo } from '../../shell/program.ts';
import { pkiMark } from '../files/with-pki.ts';
import type { HostContext } from '../host-context.ts';
import { isControlPlane, type KubeadmCall, kubeadmError, rootRefusal } from './kubeadm-io.ts';

const PKI = '/etc/kubernetes/pki';

/** The certificates that kubeadm renews: name, authority, file, and what it says of them. */
const LEAVES = [
  [
    'admin.conf',
    'ca',
    undefined,
    'certificate embedded in the kubeconfig file for the admin to use and for kubeadm itself',
  ],
  ['apiserver', 'ca', 'apiserver', 'certificate for serving the Kubernetes API'],
  ['apiserver-etcd-client', 'etcd-ca', 'apiserver-etcd-client', 'certificate the apiserver uses to access etcd'],
  [
    'apiserver-kubelet-client',
    'ca',
    'apiserver-kubelet-client',
    'certificate for the API server to connect to kubelet',
  ],
  [
    'controller-manager.conf',
    'ca',
    undefined,
    'certificate embedded in the kubeconfig file for the controller manager to use',
  ],
  [
    'etcd-healthcheck-client',
    'etcd-ca',
    'etcd/healthcheck-client',
    'certificate for liveness probes to healthcheck etcd',
  ],
  ['etcd-peer', 'etcd-ca', 'etcd/peer', 'certificate for etcd nodes to communicate with each other'],
  ['etcd-server', 'etcd-ca', 'etcd/server', 'certificate for serving etcd'],
  ['front-proxy-client', 'front-proxy-ca', 'front-proxy-client', 'certificate for the front proxy client'],
  ['scheduler.conf', 'ca', undefined, 'certificate embedded in the kubeconfig file for the scheduler manager to use'],
  ['super-admin.conf', 'ca', undefined, 'certificate embedded in the kubeconfig file for the super-admin'],
] as const;
const AUTHORITIES = [
  ['ca', 'ca'],
  ['etcd-ca', 'etcd/ca'],
  ['front-proxy-ca', 'front-proxy-ca'],
] as const;
const YEAR_MS = 365 * 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `kubeadm certs check-expiration|renew`. */
export async function kubeadmCerts(here: HostContext, io: ProgramIo, { args }: KubeadmCall): Promise<number> {
  const refusal = rootRefusal(here);
  if (refusal !== undefined) return kubeadmError(io, refusal);
  if (!isControlPlane(here)) {
    return kubeadmError(
      io,
      `${PKI}/ca.key: kubeadm: not simulated in Drydock: certificates of a machine that is not of the control plane`,
    );
  }
  const [verb, name] = args;
  const said = verb === 'renew' ? '[renew]' : '[check-expiration]';
  const reading = `${said} Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...
${said} Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it.

`;
  if (verb === 'check-expiration') {
    await io.stdout.write(`${reading}${report(here, io.clock.now())}`);
    return 0;
  }
  if (verb !== 'renew') return kubeadmError(io, `kubeadm: not simulated in Drydock: kubeadm certs ${verb ?? ''}`);
  const wanted = LEAVES.filter(([leaf]) => name === 'all' || leaf === name);
  if (wanted.length === 0) return kubeadmError(io, `error: invalid certificate "${name ?? ''}"`);
  const now = Math.floor(io.clock.now() / 1000) * 1000;
  for (const [, , file] of wanted) {
    if (file !== undefined) here.hosts.files(here.node).write(`${PKI}/${file}.crt`, pkiMark(now));
  }
  const done = wanted.map(([, , , about]) => `${about} renewed\n`).join('');
  await io.stdout.write(
    `${reading}${done}\nDone renewing certificates. You must restart the kube-apiserver, kube-controller-manager, kube-scheduler and etcd, so that they can use the new certificates.\n`,
  );
  return 0;
}

function report({ hosts, node }: HostContext, now: number): string {
  const files = hosts.files(node);
  const { madeAt } = hosts.needs.authorities;
  const expires = (file: string | undefined): number | undefined => {
    if (file === undefined) return madeAt + YEAR_MS;
    const path = `${PKI}/${file}.crt`;
    const text = files.kind(path) === 'file' ? files.read(path) : undefined;
    return text === undefined ? undefined : readCertificates(text)[0]?.notAfter;
  };
  const cells = (at: number | undefined): readonly [string, string] =>
    at === undefined ? ['!MISSING!', ''] : [timeText(at), residual(at - now)];
  const leaves = LEAVES.map(([name, authority, file]) => {
    const [time, left] = cells(expires(file));
    return `${name.padEnd(27)}${time.padEnd(25)}${left.padEnd(16)}${time === '!MISSING!' ? '' : `${authority.padEnd(24)}no      `}`;
  });
  const authorities = AUTHORITIES.map(([name, file]) => {
    const [time, left] = cells(expires(file));
    return `${name.padEnd(24)}${time.padEnd(25)}${left.padEnd(16)}no      `;
  });
  return `CERTIFICATE                EXPIRES                  RESIDUAL TIME   CERTIFICATE AUTHORITY   EXTERNALLY MANAGED
${leaves.join('\n')}

CERTIFICATE AUTHORITY   EXPIRES                  RESIDUAL TIME   EXTERNALLY MANAGED
${authorities.join('\n')}
`;
}

/** `Nov 24, 2027 10:00 UTC`. */
function timeText(at: number): string {
  const date = new Date(at);
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2, '0')}, ${date.getUTCFullYear()} ${date.toISOString().slice(11, 16)} UTC`;
}

function residual(ms: number): string {
  if (ms < 0) return '<invalid>';
  const days = Math.floor(ms / 86_400_000);
  return days >= 365 ? `${Math.floor(days / 365)}y` : `${days}d`;
}
