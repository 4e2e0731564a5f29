import { decodeBase64, encodeBase64, utf8Bytes, utf8Text } from '../../api/base64.ts';
import { certificateSigningRequests } from '../../api/resources.ts';
import { formatTime } from '../../api/time.ts';
import type { CertificateSigningRequest } from '../../api/types/certificates.ts';
import { readRequest } from '../../api/x509/certificate-request.ts';
import type { NamePart } from '../../api/x509/distinguished-name.ts';
import type { Millis } from '../../sim/world.ts';
import type { ComponentContext } from '../client/component.ts';
import { type ReconcilerHandle, runReconciler, trigger } from '../client/reconciler.ts';

/** The signers of the controller manager, and the usages that each allows. Models certificates/signer isRequestForSignerFn. */
const SIGNERS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/kube-apiserver-client': ['client auth'],
  'kubernetes.io/kube-apiserver-client-kubelet': ['client auth'],
  'kubernetes.io/kubelet-serving': ['server auth'],
};
const KEY_USAGES: Readonly<Record<string, string>> = {
  signing: 'Digital Signature',
  'digital signature': 'Digital Signature',
  'content commitment': 'Non Repudiation',
  'key encipherment': 'Key Encipherment',
  'key agreement': 'Key Agreement',
  'data encipherment': 'Data Encipherment',
  'cert sign': 'Certificate Sign',
  'crl sign': 'CRL Sign',
};
const EXTENDED_USAGES: Readonly<Record<string, string>> = {
  'server auth': 'TLS Web Server Authentication',
  'client auth': 'TLS Web Client Authentication',
  'code signing': 'Code Signing',
};
/** --cluster-signing-duration, and how long before now a certificate begins. */
const LONGEST_MS: Millis = 365 * 86_400_000;
const BACKDATE_MS: Millis = 5 * 60_000;

/** Signs requests that someone approved. Models pkg/controller/certificates/signer. */
export function createCertificateSigner({ world, client, authorities }: ComponentContext): ReconcilerHandle {
  return runReconciler(world, client, {
    name: 'certificate-signer',
    triggers: [
      trigger(certificateSigningRequests, ({ type, object }) => (type === 'DELETED' ? [] : [object.metadata.name])),
    ],
    reconcile(name) {
      const request = client.get(certificateSigningRequests, undefined, name);
      if (request === undefined || authorities === undefined) return undefined;
      const { status, spec } = request;
      const conditions = status?.conditions ?? [];
      const has = (type: string) => conditions.some((condition) => condition.type === type);
      const extended = Object.hasOwn(SIGNERS, spec.signerName) ? SIGNERS[spec.signerName] : undefined;
      if (extended === undefined || status?.certificate || !has('Approved') || has('Denied') || has('Failed')) {
        return undefined;
      }
      const now = world.clock.now();
      const asked = readRequest(utf8Text(decodeBase64(spec.request) ?? new Uint8Array()));
      const problem = refusal(request, asked?.subject ?? [], extended);
      if (problem !== undefined || asked?.publicKey === undefined) {
        const time = formatTime(now);
        const message = problem ?? 'not simulated in Drydock: certificates for keys other than RSA keys';
        const failed = {
          lastTransitionTime: time,
          lastUpdateTime: time,
          message,
          reason: 'SignerValidationFailure',
          status: 'True',
          type: 'Failed',
        };
        client.updateStatus(certificateSigningRequests, {
          ...request,
          status: { ...status, conditions: [...conditions, failed] },
        });
        return undefined;
      }
      const lasts = Math.min(
        LONGEST_MS,
        spec.expirationSeconds === undefined ? LONGEST_MS : spec.expirationSeconds * 1000,
      );
      const usages = spec.usages ?? [];
      const pem = authorities.sign(
        'ca',
        asked.publicKey,
        {
          subject: inGoOrder(asked.subject),
          notBefore: now - BACKDATE_MS,
          notAfter: now - BACKDATE_MS + Math.max(lasts, BACKDATE_MS),
          extensions: {
            keyUsage: [...new Set(usages.flatMap((usage) => KEY_USAGES[usage] ?? []))],
            extendedKeyUsage: usages.flatMap((usage) => EXTENDED_USAGES[usage] ?? []),
            basicConstraints: { ca: false },
            ...(asked.extensions.alternativeNames === undefined
              ? {}
              : { alternativeNames: asked.extensions.alternativeNames }),
          },
        },
        request.metadata.uid,
      );
      const certificate = encodeBase64(utf8Bytes(pem));
      client.updateStatus(certificateSigningRequests, { ...request, status: { ...status, certificate } });
      return undefined;
    },
  });
}

/** What a signer finds wrong with a request. */
function refusal(
  { spec }: CertificateSigningRequest,
  subject: readonly NamePart[],
  extended: readonly string[],
): string | undefined {
  const usages = spec.usages ?? [];
  const allowed = ['digital signature', 'key encipherment', ...extended];
  if (!usages.includes(extended[0]!) || usages.some((usage) => !allowed.includes(usage))) {
    return `invalid usages: ${usages.join(', ')}`;
  }
  if (spec.signerName === 'kubernetes.io/kube-apiserver-client') return undefined;
  const nodes = subject.some(([type, value]) => type === 'O' && value === 'system:nodes');
  if (!nodes) return 'subject organization is not system:nodes';
  const named = subject.some(([type, value]) => type === 'CN' && value.startsWith('system:node:'));
  return named ? undefined : 'subject common name does not begin with system:node: ';
}

const GO_ORDER = ['C', 'O', 'OU', 'L', 'ST', 'street', 'postalCode', 'CN', 'serialNumber'];

/** Names pass through Go's pkix.Name, which has an order of its own. */
const inGoOrder = (subject: readonly NamePart[]): readonly NamePart[] =>
  GO_ORDER.flatMap((type) => subject.filter(([each]) => each === type));
