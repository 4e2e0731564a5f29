import { decodeBase64, utf8Text } from '../api/base64.ts';
import type { ApiResponse, Transport, User } from '../api/transport.ts';
import { isSignedBy, readCertificates } from '../api/x509/certificate.ts';
import type { Cluster } from '../cluster/create-cluster.ts';
import type { ConnectTarget } from '../kubectl/io.ts';

/** What someone shows an API server to be known: a token, or a certificate (PEM). */
export type Credentials = Pick<ConnectTarget, 'token' | 'clientCertificateData' | 'clientCertificate'>;

const BEARER_ONLY: readonly string[] = ['system:authenticated'];

/**
 * Who shows these credentials; undefined: nobody whom the API server knows. `clientCertificate` is the text of the certificate.
 * Models apiserver authentication/request/x509 and bearertoken. Unlike Kubernetes, whether someone has the key to a
 * certificate is not looked at.
 */
export function identify(
  cluster: Cluster,
  { token, clientCertificateData, clientCertificate }: Credentials,
): User | undefined {
  if (clientCertificateData !== undefined || clientCertificate !== undefined) {
    const text =
      clientCertificateData === undefined
        ? clientCertificate!
        : utf8Text(decodeBase64(clientCertificateData) ?? new Uint8Array());
    const [certificate] = readCertificates(text);
    if (certificate === undefined || certificate.notAfter < cluster.world.clock.now()) return undefined;
    if (!isSignedBy(certificate, cluster.authorities.publicKey('ca'))) return undefined;
    const name = certificate.subject.find(([type]) => type === 'CN')?.[1];
    if (name === undefined) return undefined;
    const groups = certificate.subject.filter(([type]) => type === 'O').map(([, value]) => value);
    return { name, groups: [...groups, ...BEARER_ONLY] };
  }
  if (token === undefined) return undefined;
  const owner = cluster.apiserver.registry.context.authenticator.authenticate(token);
  return 'error' in owner ? undefined : owner.user;
}

/** Answers every request with 401. */
export const unauthorized: Transport = {
  send: async () =>
    ({ status: 401, headers: { 'content-type': 'application/json' }, body: UNAUTHORIZED }) satisfies ApiResponse,
};

const UNAUTHORIZED = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'Unauthorized',
  reason: 'Unauthorized',
  code: 401,
};
