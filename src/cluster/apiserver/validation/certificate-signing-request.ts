import { decodeBase64, utf8Text } from '../../../api/base64.ts';
import { isDNS1123Subdomain } from '../../../api/names.ts';
import type { CertificateSigningRequest } from '../../../api/types/certificates.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';

const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];
const LEAST_SECONDS = 600;

/**
 * Models pkg/apis/certificates/validation ValidateCertificateSigningRequestCreate. Unlike Kubernetes, it looks at the
 * PEM block only, not at the signature within.
 */
export function validateCertificateSigningRequest({ spec, status }: CertificateSigningRequest): FieldError[] {
  const { request = '', usages = [], signerName = '', expirationSeconds } = spec ?? {};
  const errors: FieldError[] = [];
  const bytes = decodeBase64(request) ?? new Uint8Array();
  if (!isRequest(utf8Text(bytes))) {
    errors.push(invalid('spec.request', goBytes(bytes), 'PEM block type must be CERTIFICATE REQUEST'));
  }
  if (usages.length === 0) errors.push(required('spec.usages', ''));
  usages.forEach((usage, i) => {
    if (!USAGES.includes(usage)) errors.push(notSupported(`spec.usages[${i}]`, usage, USAGES));
    if (usages.indexOf(usage) < i) errors.push(duplicate(`spec.usages[${i}]`, usage));
  });
  if (signerName === 'kubernetes.io/legacy-unknown') {
    errors.push(invalid('spec.signerName', signerName, 'the legacy signerName is not allowed via this API version'));
  } else errors.push(...signerErrors(signerName));
  if (expirationSeconds !== undefined && expirationSeconds < LEAST_SECONDS) {
    const why = 'may not specify a duration less than 600 seconds (10 minutes)';
    errors.push(invalid('spec.expirationSeconds', expirationSeconds, why));
  }
  return [...errors, ...conditionErrors(status)];
}

/** Models ValidateCertificateSigningRequestUpdate, UpdateStatus and UpdateApproval. */
export function validateCertificateSigningRequestUpdate(
  { status }: CertificateSigningRequest,
  { status: old }: CertificateSigningRequest,
): FieldError[] {
  const errors = conditionErrors(status);
  for (const type of ['Approved', 'Denied', 'Failed']) {
    const has = (of: CertificateSigningRequest['status']) => of?.conditions?.some((one) => one.type === type) === true;
    if (has(old) && !has(status)) {
      errors.push(forbidden('status.conditions', `updates may not remove a condition of type "${type}"`));
    }
  }
  if (old?.certificate !== undefined && status?.certificate !== old.certificate) {
    errors.push(
      status?.certificate === undefined
        ? forbidden('status.certificate', 'updates may not clear status.certificate')
        : forbidden('status.certificate', 'updates may not modify a non-empty status.certificate'),
    );
  }
  return errors;
}

const isRequest = (text: string): boolean =>
  /(^|\n)-----BEGIN CERTIFICATE REQUEST-----\r?\n[A-Za-z0-9+/=\s]+-----END CERTIFICATE REQUEST-----/.test(text);

function goBytes(bytes: Uint8Array): { readonly go: string } {
  if (bytes.length === 0) return { go: '[]byte(nil)' };
  return { go: `[]byte{${[...bytes].map((byte) => `0x${byte.toString(16)}`).join(', ')}}` };
}

/** Models ValidateSignerName. */
function signerErrors(name: string): FieldError[] {
  const field = 'spec.signerName';
  if (name === '') return [required(field, '')];
  const [domain = '', ...paths] = name.split('/');
  if (paths.length !== 1) {
    const why = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    return [invalid(field, name, why)];
  }
  const errors = isDNS1123Subdomain(domain).map((why) => invalid(field, domain, `validating label ${domain}: ${why}`));
  if (!domain.includes('.')) {
    errors.push(invalid(field, domain, 'should be a domain with at least two segments separated by dots'));
  }
  for (const why of isDNS1123Subdomain(paths[0]!)) {
    errors.push(invalid(field, paths[0]!, `validating label "${paths[0]}": ${why}`));
  }
  return errors;
}

/** Models validateConditions. */
function conditionErrors(status: CertificateSigningRequest['status']): FieldError[] {
  const conditions = status?.conditions ?? [];
  const types = conditions.map(({ type }) => type);
  return conditions.flatMap(({ type, status: value }, i) => {
    const path = `status.conditions[${i}]`;
    const errors: FieldError[] = [];
    if (type === undefined || type === '') errors.push(required(`${path}.type`, ''));
    const decides = ['Approved', 'Denied', 'Failed'].includes(type);
    const allowed = decides ? ['True'] : ['False', 'True', 'Unknown'];
    if (value === undefined || value === '') errors.push(required(`${path}.status`, ''));
    else if (!allowed.includes(value)) errors.push(notSupported(`${path}.status`, value, allowed));
    if (types.indexOf(type) < i) errors.push(duplicate(`${path}.type`, type));
    const other = type === 'Approved' ? 'Denied' : type === 'Denied' ? 'Approved' : '';
    if (other !== '' && types.indexOf(other) >= 0 && types.indexOf(other) < i) {
      errors.push(invalid(`${path}.type`, type, 'Approved and Denied conditions are mutually exclusive'));
    }
    return errors;
  });
}
