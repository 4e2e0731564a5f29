import type { Container, EnvVar } from '../../../api/types/container.ts';
import { defaultLifecycle, defaultProbe } from './probe.ts';
import { mapField, mapItems, withDefaults } from './with-defaults.ts';

/** Containers that lack nothing: frozen ones are shared between a template and its pods. */
const complete = new WeakSet<object>();

/** Models pkg/apis/core/v1 SetDefaults_Container and what belongs to it. */
export function defaultContainer<T extends Container>(container: T): T {
  if (complete.has(container)) return container;
  let filled: Container = withDefaults(container as Container, {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(container.image ?? ''),
    resources: {},
  });
  filled = mapField(filled, 'ports', (ports) => mapItems(ports, (port) => withDefaults(port, { protocol: 'TCP' })));
  filled = mapField(filled, 'env', (env) => mapItems(env, defaultEnv));
  filled = mapField(filled, 'livenessProbe', defaultProbe);
  filled = mapField(filled, 'readinessProbe', defaultProbe);
  filled = mapField(filled, 'startupProbe', defaultProbe);
  filled = mapField(filled, 'lifecycle', defaultLifecycle);
  filled = mapField(filled, 'securityContext', (context) => context);
  if (filled === container && Object.isFrozen(container)) complete.add(container);
  return filled as T;
}

function defaultEnv(variable: EnvVar): EnvVar {
  return mapField(variable, 'valueFrom', (source) =>
    mapField(source, 'fieldRef', (ref) => withDefaults(ref, { apiVersion: 'v1' })),
  );
}

/** Models pkg/apis/core/v1 SetDefaults_Container: the tag latest, said or unsaid, is always pulled. */
function pullPolicy(image: string): 'Always' | 'IfNotPresent' {
  const name = image.slice(image.lastIndexOf('/') + 1);
  if (name.includes('@')) return 'IfNotPresent';
  const colon = name.indexOf(':');
  return colon < 0 || name.slice(colon + 1) === 'latest' ? 'Always' : 'IfNotPresent';
}
