import { humanDuration } from '../../../api/duration.ts';
import { certificateSigningRequests } from '../../../api/resources.ts';
import type { CertificateSigningRequest, CertificateSigningRequestCondition } from '../../../api/types/certificates.ts';
import type { UpdatePath } from '../rest/update.ts';
import { strategy } from '../strategy.ts';
import {
  validateCertificateSigningRequest,
  validateCertificateSigningRequestUpdate,
} from '../validation/certificate-signing-request.ts';
import { age, orNone } from './cell-text.ts';
import { keepingStatus } from './generation.ts';

type Request = CertificateSigningRequest;
type Conditions = readonly CertificateSigningRequestCondition[];

/** Models pkg/registry/certificates/certificates strategy.go. Who asks is written by admission. */
export const certificateSigningRequest = strategy<Request>({
  resource: certificateSigningRequests,
  subresources: ['approval', 'status'],
  nameErrors: () => [],
  prepareForCreate: (object) => ({ ...object, status: {} }),
  prepareForUpdate: (object, old) => ({ ...keepingStatus(object, old), spec: old.spec }),
  prepareForStatusUpdate(object, old) {
    // Who signs may say that it failed, but neither approve nor deny.
    const conditions = [...only(old, isDecision), ...only(object, (one) => !isDecision(one))];
    const { certificate } = object.status ?? {};
    return withStatus(object, old, conditions, certificate);
  },
  validate: validateCertificateSigningRequest,
  validateUpdate: validateCertificateSigningRequestUpdate,
  validateStatusUpdate: validateCertificateSigningRequestUpdate,
  subresourcePath: (subresource) => (subresource === 'approval' ? approval : undefined),
  fields: { 'spec.signerName': ({ spec }) => spec.signerName },
  unknownField: (field) => `field label not supported: ${field}`,
  cells({ metadata, spec, status, ...object }, context) {
    return [
      metadata.name,
      age({ ...object, metadata }, context),
      orNone(spec.signerName),
      spec.username ?? '',
      spec.expirationSeconds === undefined ? '<none>' : humanDuration(spec.expirationSeconds * 1000),
      stateText(status),
    ];
  },
});

/** Models csrApprovalStrategy. */
const approval: UpdatePath = {
  subresource: 'approval',
  prepare(object, before) {
    const [next, old] = [object as Request, before as Request];
    const conditions = [...only(old, isFailure), ...only(next, (one) => !isFailure(one))];
    return withStatus(next, old, conditions, old.status?.certificate);
  },
  validate: (object, old) => validateCertificateSigningRequestUpdate(object as Request, old as Request),
};

const isDecision = ({ type }: CertificateSigningRequestCondition) => type === 'Approved' || type === 'Denied';
const isFailure = ({ type }: CertificateSigningRequestCondition) => type === 'Failed';
const only = ({ status }: Request, which: (one: CertificateSigningRequestCondition) => boolean): Conditions =>
  (status?.conditions ?? []).filter(which);

function withStatus(object: Request, old: Request, conditions: Conditions, certificate: string | undefined): Request {
  const status = {
    ...(certificate === undefined ? {} : { certificate }),
    ...(conditions.length === 0 ? {} : { conditions }),
  };
  return { ...old, metadata: object.metadata, status };
}

/** Models pkg/printers/internalversion extractCSRStatus. */
function stateText({ conditions = [], certificate = '' }: NonNullable<Request['status']> = {}): string {
  const has = (type: string) => conditions.some((one) => one.type === type);
  const decision = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending';
  return `${decision}${has('Failed') ? ',Failed' : ''}${certificate === '' ? '' : ',Issued'}`;
}
