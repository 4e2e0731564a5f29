import { services } from '../../../api/resources.ts';
import type { Service, ServicePort, ServiceSpec } from '../../../api/types/service.ts';
import { mapField, mapItems, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { dns1035Name } from '../validation/names.ts';
import { validateService } from '../validation/service.ts';
import { age, labelCells } from './cell-text.ts';
import { keepingStatus, onlyStatus } from './generation.ts';

/** Models pkg/registry/core/service strategy.go. */
export const service = strategy<Service>({
  resource: services,
  subresources: ['status'],
  nameErrors: dns1035Name,
  defaults: (object) => mapField(object.spec === undefined ? { ...object, spec: {} } : object, 'spec', defaultSpec),
  prepareForCreate: (object) => ({ ...object, status: { loadBalancer: {} } }),
  prepareForUpdate: keepingStatus,
  prepareForStatusUpdate: onlyStatus,
  validate: validateService,
  validateUpdate: validateService,
  cells: (object, context) => [
    object.metadata.name,
    object.spec.type ?? '',
    object.spec.clusterIP || '<none>',
    externalAddress(object),
    (object.spec.ports ?? []).map(portCell).join(',') || '<none>',
    age(object, context),
    labelCells(object.spec.selector),
  ],
});

/** Models pkg/apis/core/v1 SetDefaults_Service. */
function defaultSpec(spec: ServiceSpec): ServiceSpec {
  const filled = withDefaults(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  const open = filled.type === 'NodePort' || filled.type === 'LoadBalancer';
  const traffic = withDefaults(filled, {
    ...(filled.type === 'ExternalName' ? {} : { internalTrafficPolicy: 'Cluster' }),
    ...(open ? { externalTrafficPolicy: 'Cluster' } : {}),
    ...(filled.type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
  });
  return mapField(traffic, 'ports', (ports) =>
    mapItems(ports, (port) => withDefaults(port, { protocol: 'TCP', targetPort: port.port })),
  );
}

function portCell({ port, nodePort, protocol }: ServicePort): string {
  return nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`;
}

/** Models pkg/printers/internalversion getServiceExternalIP. */
function externalAddress({ spec, status }: Service): string {
  const external = spec.externalIPs ?? [];
  if (spec.type === 'ExternalName') return spec.externalName ?? '';
  if (spec.type === 'LoadBalancer') {
    const given = (status.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
    return [...given, ...external].join(',') || '<pending>';
  }
  return external.join(',') || '<none>';
}
