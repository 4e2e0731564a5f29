import { parseCidr } from '../../../api/ip-address.ts';
import { jsonEqual } from '../../../api/json-equal.ts';
import type { ServiceCIDR } from '../../../api/types/networking.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { goStrings } from './go-value.ts';
import { validateStrictCidr } from './ip-fields.ts';
import { IMMUTABLE } from './object-meta.ts';

const FIELD = 'spec.cidrs';

/** Models pkg/apis/networking/validation ValidateServiceCIDR. */
export function validateServiceCIDR({ spec }: ServiceCIDR): FieldError[] {
  const { cidrs = [] } = spec;
  if (cidrs.length === 0) return [required(FIELD, 'at least one CIDR required')];
  const shown = { go: `networking.ServiceCIDRSpec{CIDRs:${goStrings(cidrs)}}` };
  if (cidrs.length > 2) return [invalid(FIELD, shown, 'may only hold up to 2 values')];
  const families = cidrs.map((cidr) => parseCidr(cidr)?.ip.family);
  if (cidrs.length === 2 && (families.includes(undefined) || families[0] === families[1])) {
    const detail = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64';
    return [invalid(FIELD, shown, detail)];
  }
  return cidrs.flatMap((cidr, i) => validateStrictCidr(cidr, `${FIELD}[${i}]`));
}

/** Models ValidateServiceCIDRUpdate. */
export function validateServiceCIDRUpdate({ spec }: ServiceCIDR, old: ServiceCIDR): FieldError[] {
  return jsonEqual(spec.cidrs, old.spec.cidrs) ? [] : [invalid(FIELD, { go: goStrings(spec.cidrs) }, IMMUTABLE)];
}
