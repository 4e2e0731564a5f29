import { services } from '../../../api/resources.ts';
import type { Service, ServicePort } from '../../../api/types/service.ts';
import { defaultService } from '../defaults/service.ts';
import { strategy } from '../strategy.ts';
import { dns1035Name } from '../validation/names.ts';
import { validateService, validateServiceStatus, validateServiceUpdate } from '../validation/service.ts';
import { serviceWarnings } from '../warnings/service.ts';
import { age, labelCells } from './cell-text.ts';
import { keepingStatus, onlyStatus } from './generation.ts';
import { loadBalancerCell } from './load-balancer-cell.ts';

/** Models pkg/registry/core/service strategy.go. Addresses and node ports are given out by admission. */
export const service = strategy<Service>({
  resource: services,
  createsOnUpdate: true,
  subresources: ['status', 'proxy'],
  nameErrors: dns1035Name,
  defaults: defaultService,
  prepareForCreate: (object) => ({ ...object, status: { loadBalancer: {} } }),
  prepareForUpdate: keepingStatus,
  prepareForStatusUpdate: (object, old) => withIpModes(onlyStatus(object, old)),
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  validateStatusUpdate: validateServiceStatus,
  warnings: serviceWarnings,
  fields: { 'spec.clusterIP': ({ spec }) => spec.clusterIP ?? '', 'spec.type': ({ spec }) => spec.type ?? '' },
  unknownField: (field) => `field label not supported: ${field}`,
  cells: (object, context) => [
    object.metadata.name,
    object.spec.type ?? '',
    object.spec.clusterIPs?.[0] ?? '<none>',
    externalAddress(object),
    (object.spec.ports ?? []).map(portCell).join(',') || '<none>',
    age(object, context),
    labelCells(object.spec.selector),
  ],
});

/** Models the part of SetDefaults_Service about the addresses of load balancers. */
function withIpModes(object: Service): Service {
  const given = object.status.loadBalancer?.ingress;
  if (object.spec.type !== 'LoadBalancer' || given === undefined) return object;
  const ingress = given.map((one) =>
    (one.ip ?? '') !== '' && one.ipMode === undefined ? { ...one, ipMode: 'VIP' } : one,
  );
  return { ...object, status: { ...object.status, loadBalancer: { ...object.status.loadBalancer, ingress } } };
}

function portCell({ port, nodePort, protocol }: ServicePort): string {
  return nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`;
}

/** Models pkg/printers/internalversion getServiceExternalIP. */
function externalAddress({ spec, status }: Service): string {
  const external = spec.externalIPs ?? [];
  if (spec.type === 'ExternalName') return spec.externalName ?? '';
  if (spec.type !== 'LoadBalancer') return external.join(',') || '<none>';
  const given = loadBalancerCell(status.loadBalancer?.ingress);
  return [...(given === '' ? [] : [given]), ...external].join(',') || '<pending>';
}
