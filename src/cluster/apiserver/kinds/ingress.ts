import { ingresses } from '../../../api/resources.ts';
import type { Ingress, IngressRule } from '../../../api/types/networking.ts';
import { withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import {
  ingressWarnings,
  validateIngress,
  validateIngressStatus,
  validateIngressUpdate,
} from '../validation/ingress.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';
import { bumpedWithSpec, keepingStatus, onlyStatus, withGeneration } from './generation.ts';
import { loadBalancerCell } from './load-balancer-cell.ts';

const SHOWN_HOSTS = 3;

/** Models pkg/registry/networking/ingress strategy.go. */
export const ingress = strategy<Ingress>({
  resource: ingresses,
  subresources: ['status'],
  nameErrors: subdomainName,
  defaults: (object) => withDefaults(object, { spec: {} }),
  prepareForCreate: (object) => withGeneration({ ...object, status: { loadBalancer: {} } }, 1),
  prepareForUpdate: (object, old) => bumpedWithSpec(keepingStatus(object, old), old),
  prepareForStatusUpdate: onlyStatus,
  validate: validateIngress,
  validateUpdate: validateIngressUpdate,
  validateStatusUpdate: validateIngressStatus,
  warnings: ingressWarnings,
  cells: (object, context) => [
    object.metadata.name,
    object.spec.ingressClassName ?? '<none>',
    hostsCell(object.spec.rules ?? []),
    loadBalancerCell(object.status?.loadBalancer?.ingress),
    (object.spec.tls ?? []).length > 0 ? '80, 443' : '80',
    age(object, context),
  ],
});

/** Models pkg/printers/internalversion formatHosts: rules without a host count as more, but are not shown. */
function hostsCell(rules: readonly IngressRule[]): string {
  const hosts: string[] = [];
  let more = false;
  for (const { host = '' } of rules) {
    if (hosts.length === SHOWN_HOSTS) more = true;
    if (!more && host !== '') hosts.push(host);
  }
  if (hosts.length === 0) return '*';
  return more ? `${hosts.join(',')} + ${rules.length - SHOWN_HOSTS} more...` : hosts.join(',');
}
