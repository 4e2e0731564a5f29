import type { ObjectMeta } from '../../../api/object.ts';
import { componentStatuses } from '../../../api/resources.ts';
import type { ComponentCondition, ComponentStatus } from '../../../api/types/component-status.ts';
import { type ComponentHealth, strategy } from '../strategy.ts';
import { pathSegmentName } from '../validation/names.ts';

/** Where the API server asks the components how they are. */
const PORTS: Readonly<Record<string, number>> = { scheduler: 10259, 'controller-manager': 10257 };

/** Models pkg/registry/core/componentstatus: nothing is stored, the components are asked. */
export const componentStatus = strategy<ComponentStatus>({
  resource: componentStatuses,
  computed: ({ isRunning }) => [
    statusOf('etcd-0', isRunning),
    ...Object.keys(PORTS).map((name) => statusOf(name, isRunning)),
  ],
  nameErrors: pathSegmentName,
  deprecation: 'v1 ComponentStatus is deprecated in v1.19+',
  cells({ metadata, conditions = [] }) {
    const health = conditions.find(({ type }) => type === 'Healthy');
    const status = health === undefined ? 'Unknown' : health.status === 'True' ? 'Healthy' : 'Unhealthy';
    return [metadata.name, status, health?.message ?? '', health?.error ?? ''];
  },
});

function statusOf(name: string, isRunning: ComponentHealth): ComponentStatus {
  const port = PORTS[name];
  const healthy = port === undefined || isRunning(`kube-${name}`);
  const refused = `Get "https://127.0.0.1:${port}/healthz": dial tcp 127.0.0.1:${port}: connect: connection refused`;
  const condition: ComponentCondition = healthy
    ? { type: 'Healthy', status: 'True', message: 'ok' }
    : { type: 'Healthy', status: 'False', message: refused };
  // It was never created, so it has neither a uid nor a version.
  const metadata = { name, creationTimestamp: null } as unknown as ObjectMeta;
  return { apiVersion: 'v1', kind: 'ComponentStatus', metadata, conditions: [condition] };
}
