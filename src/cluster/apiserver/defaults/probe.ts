import type { HTTPGetAction, Lifecycle, LifecycleHandler, Probe } from '../../../api/types/probe.ts';
import { mapField, withDefaults } from './with-defaults.ts';

/** Models pkg/apis/core/v1 SetDefaults_Probe, SetDefaults_HTTPGetAction. */
export function defaultProbe(probe: Probe): Probe {
  const filled = withDefaults(probe, {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  });
  return mapField(mapField(filled, 'httpGet', defaultHttpGet), 'grpc', (grpc) => withDefaults(grpc, { service: '' }));
}

const defaultHttpGet = (action: HTTPGetAction): HTTPGetAction => withDefaults(action, { path: '/', scheme: 'HTTP' });

export function defaultLifecycle(lifecycle: Lifecycle): Lifecycle {
  const handler = (given: LifecycleHandler) => mapField(given, 'httpGet', defaultHttpGet);
  return mapField(mapField(lifecycle, 'postStart', handler), 'preStop', handler);
}
