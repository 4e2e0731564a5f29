import { jsonEqual } from '../../../api/json-equal.ts';
import type { ServiceSpec } from '../../../api/types/service.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { familyOf, goClusterIPs, validateClusterIPs } from '../validation/service-cluster-ips.ts';

const POLICY = 'spec.ipFamilyPolicy';

/**
 * The spec with its address families and their policy, for a cluster with IPv4 Services only; or what is wrong with them.
 * Models pkg/registry/core/service/storage alloc.go initIPFamilyFields.
 */
export function withFamilies(spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec | readonly FieldError[] {
  if (spec.type === 'ExternalName') return spec;
  const freeHeadless = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  const ipFamilyPolicy =
    spec.ipFamilyPolicy ?? old?.ipFamilyPolicy ?? (freeHeadless ? 'RequireDualStack' : 'SingleStack');
  const loose = validateClusterIPs({ ...spec, ipFamilyPolicy });
  if (loose.length > 0) return loose;
  const errors: FieldError[] = [];
  let { clusterIPs = [], ipFamilies = [] } = spec;
  const single = ipFamilyPolicy === 'SingleStack';
  if (old !== undefined && single) {
    if (jsonEqual(clusterIPs, old.clusterIPs ?? [])) clusterIPs = clusterIPs.slice(0, 1);
    if (jsonEqual(ipFamilies, old.ipFamilies ?? [])) ipFamilies = ipFamilies.slice(0, 1);
  }
  const refuse = (detail: string) => errors.push(invalid(POLICY, ipFamilyPolicy, detail));
  const needsBoth = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
  if (single && clusterIPs.length === 2) refuse(`${needsBoth} cluster IPs are specified`);
  if (single && ipFamilies.length === 2) refuse(`${needsBoth} IP families are specified`);
  for (const [i, ip] of clusterIPs.entries()) {
    if (ip === 'None') break;
    if (i < ipFamilies.length) continue;
    const family = familyOf(ip);
    if (family === 'IPv4') ipFamilies = [...ipFamilies, family];
    else {
      const detail = `${family} is not configured on this cluster`;
      errors.push(invalid(`spec.clusterIPs[${i}]`, goClusterIPs(clusterIPs), detail));
    }
  }
  if (errors.length > 0) return errors;
  const first = ipFamilies[0] ?? 'IPv4';
  if (freeHeadless) {
    const both = ipFamilies.length < 2 && !single ? [first, first === 'IPv4' ? 'IPv6' : 'IPv4'] : ipFamilies;
    return filled(spec, clusterIPs, both.length === 0 ? [first] : both, ipFamilyPolicy);
  }
  if (ipFamilyPolicy === 'RequireDualStack') refuse('this cluster is not configured for dual-stack services');
  ipFamilies.forEach((family, i) => {
    if (family !== 'IPv4') errors.push(invalid(`spec.ipFamilies[${i}]`, family, 'not configured on this cluster'));
  });
  return errors.length > 0 ? errors : filled(spec, clusterIPs, [first, ...ipFamilies.slice(1)], ipFamilyPolicy);
}

function filled(
  spec: ServiceSpec,
  clusterIPs: readonly string[],
  ipFamilies: readonly string[],
  ipFamilyPolicy: NonNullable<ServiceSpec['ipFamilyPolicy']>,
): ServiceSpec {
  return { ...spec, ...(clusterIPs.length === 0 ? {} : { clusterIPs }), ipFamilies, ipFamilyPolicy };
}
