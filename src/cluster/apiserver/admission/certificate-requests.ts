import { jsonEqual } from '../../../api/json-equal.ts';
import type { KubeObject } from '../../../api/object.ts';
import { formatTime } from '../../../api/time.ts';
import type { CertificateSigningRequest } from '../../../api/types/certificates.ts';
import { type Authorizer, isPrivileged } from '../authorization/authorizer.ts';
import { forbiddenWrite } from '../refusals.ts';
import type { AdmissionAttempt, AdmissionPlugin } from './admission-plugin.ts';

type Request = CertificateSigningRequest;

/**
 * Writes who asks for a certificate, and lets only those approve or sign who may for the signer. Models the strategy's
 * PrepareForCreate and plugin/pkg/admission/certificates.
 */
export function certificateRequests(authorizer: Authorizer): AdmissionPlugin {
  return {
    name: 'CertificateApproval',
    admit(object, attempt) {
      if (attempt.strategy.resource.kind !== 'CertificateSigningRequest') return object;
      if (attempt.operation === 'CREATE') return asked(object as Request, attempt);
      if (attempt.operation !== 'UPDATE' || attempt.old === undefined) return object;
      const old = attempt.old as Request;
      if (attempt.subresource === 'approval') mayDecide(old, attempt, 'approve', 'approve requests with');
      else if (attempt.subresource === 'status' && isSigned(object as Request, old)) {
        mayDecide(old, attempt, 'sign', 'sign requests with');
      }
      return attempt.subresource === '' ? object : withTimes(object as Request, old, attempt.nowMs);
    },
  };

  /** The verb is asked for the signer, then for all of its domain. */
  function mayDecide({ spec }: Request, { user, strategy, name }: AdmissionAttempt, verb: string, what: string): void {
    if (isPrivileged(user)) return;
    const domain = `${spec.signerName.split('/')[0]}/*`;
    const may = [spec.signerName, domain].some((signer) => {
      const { group } = strategy.resource;
      const asks = {
        kind: 'resource',
        user,
        verb,
        namespace: '',
        group,
        resource: 'signers',
        subresource: '',
      } as const;
      return authorizer.authorize({ ...asks, name: signer }).allowed;
    });
    if (may) return;
    throw forbiddenWrite(strategy.resource, name, `user not permitted to ${what} signerName "${spec.signerName}"`);
  }
}

const isSigned = ({ status }: Request, { status: old }: Request): boolean =>
  status?.certificate !== old?.certificate || !jsonEqual(status?.conditions ?? [], old?.conditions ?? []);

function asked(object: Request, { user }: AdmissionAttempt): KubeObject {
  const { username: _name, uid: _uid, groups: _groups, extra: _extra, ...spec } = object.spec ?? {};
  const { name, uid, groups, extra } = user;
  const known = {
    username: name,
    ...(uid === undefined || uid === '' ? {} : { uid }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(extra === undefined ? {} : { extra }),
  };
  return { ...object, spec: { ...spec, ...known } } as Request;
}

/** Models populateConditionTimestamps. */
function withTimes(object: Request, { status: old }: Request, nowMs: number): KubeObject {
  if (object.status?.conditions === undefined) return object;
  const now = formatTime(nowMs);
  const conditions = object.status.conditions.map((one) => {
    const before = old?.conditions?.find(({ type }) => type === one.type);
    const kept = before?.status === one.status ? before.lastTransitionTime : undefined;
    return {
      ...one,
      lastUpdateTime: one.lastUpdateTime ?? now,
      lastTransitionTime: one.lastTransitionTime ?? kept ?? now,
    };
  });
  return { ...object, status: { ...object.status, conditions } } as Request;
}
