import type { Container, EnvVar, ResourceRequirements } from '../../../api/types/container.ts';
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
  filled = mapField(filled, 'resources', defaultRequests);
  filled = mapField(filled, 'securityContext', (context) => context);
  if (filled === container && Object.isFrozen(container)) complete.add(container);
  return filled as T;
}

function defaultEnv(variable: EnvVar): EnvVar {
  return mapField(variable, 'valueFrom', (source) =>
    mapField(source, 'fieldRef', (ref) => withDefaults(ref, { apiVersion: 'v1' })),
  );
}

/** Models SetDefaults_Pod: a limit without a request is a request too. */
function defaultRequests(resources: ResourceRequirements): ResourceRequirements {
  const { limits, requests } = resources;
  if (limits === undefined) return resources;
  const missing = Object.entries(limits).filter(([name]) => requests?.[name] === undefined);
  return missing.length === 0 ? resources : { ...resources, requests: { ...requests, ...Object.fromEntries(missing) } };
}

/** Models pkg/apis/core/v1 SetDefaults_Container: the tag latest, said or unsaid, is always pulled. */
function pullPolicy(image: string): 'Always' | 'IfNotPresent' {
  const name = image.slice(image.lastIndexOf('/') + 1);
  if (name.includes('@')) return 'IfNotPresent';
  const colon = name.indexOf(':');
  return colon < 0 || name.slice(colon + 1) === 'latest' ? 'Always' : 'IfNotPresent';
}
