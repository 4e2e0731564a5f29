import type { Service, ServiceSpec, SessionAffinityConfig } from '../../../api/types/service.ts';
import { isExternallyAccessible } from '../validation/service-needs.ts';
import { mapField, mapItems, withDefaults } from './with-defaults.ts';

const AFFINITY_SECONDS = 10_800;

/** Models pkg/apis/core/v1 SetDefaults_Service. */
export const defaultService = (object: Service): Service =>
  mapField(withDefaults(object, { spec: {} }), 'spec', defaultSpec);

function defaultSpec(given: ServiceSpec): ServiceSpec {
  const filled = mapField(
    defaultAffinity(withDefaults(given, { sessionAffinity: 'None', type: 'ClusterIP' })),
    'ports',
    (ports) =>
      mapItems(ports, (port) =>
        withDefaults(port.targetPort === 0 || port.targetPort === '' ? { ...port, targetPort: port.port } : port, {
          protocol: 'TCP',
          targetPort: port.port,
        }),
      ),
  );
  return withDefaults(filled, {
    ...(filled.type === 'ExternalName' ? {} : { internalTrafficPolicy: 'Cluster' }),
    ...(isExternallyAccessible(filled) ? { externalTrafficPolicy: 'Cluster' } : {}),
    ...(filled.type === 'LoadBalancer' ? { allocateLoadBalancerNodePorts: true } : {}),
  });
}

function defaultAffinity(spec: ServiceSpec): ServiceSpec {
  if (spec.sessionAffinity === 'None' && spec.sessionAffinityConfig !== undefined) {
    const { sessionAffinityConfig: _, ...rest } = spec;
    return rest;
  }
  if (spec.sessionAffinity !== 'ClientIP') return spec;
  const config: SessionAffinityConfig = spec.sessionAffinityConfig ?? {};
  if (config.clientIP?.timeoutSeconds !== undefined) return spec;
  return { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds: AFFINITY_SECONDS } } };
}
