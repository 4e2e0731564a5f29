import { podQosClass } from '../../../api/pod-qos.ts';
import { podStatusText } from '../../../api/pod-status-text.ts';
import { pods } from '../../../api/resources.ts';
import type { Pod, PodStatus } from '../../../api/types/pod.ts';
import { defaultSpecOfPod } from '../defaults/pod.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validatePod } from '../validation/pod.ts';
import { validatePodStatus } from '../validation/pod-status.ts';
import { validatePodUpdate } from '../validation/pod-update.ts';
import { podWarnings } from '../warnings/pod-template.ts';
import { age, orNone } from './cell-text.ts';
import { bumpedWithSpec, keepingStatus, onlyStatus, withGeneration } from './generation.ts';
import { withAffinityLabelKeys } from './pod-label-keys.ts';
import { podSubresourcePath } from './pod-subresources.ts';

const unset = (text: string | undefined) => text ?? '';

/** Models pkg/registry/core/pod strategy.go. */
export const pod = strategy<Pod>({
  resource: pods,
  subresources: [
    'status',
    'binding',
    'eviction',
    'log',
    'exec',
    'ephemeralcontainers',
    'resize',
    'attach',
    'portforward',
    'proxy',
  ],
  nameErrors: subdomainName,
  defaults(object) {
    const spec = defaultSpecOfPod(object.spec ?? { containers: [] });
    return spec === object.spec ? object : { ...object, spec };
  },
  prepareForCreate(object) {
    const gated = (object.spec.schedulingGates?.length ?? 0) > 0;
    const status: PodStatus = {
      phase: 'Pending',
      qosClass: podQosClass(object.spec),
      ...(gated
        ? {
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'SchedulingGated',
                message: 'Scheduling is blocked due to non-empty scheduling gates',
              },
            ],
          }
        : {}),
    };
    return withGeneration({ ...withAffinityLabelKeys(object), status }, 1);
  },
  prepareForUpdate: (object, old) => bumpedWithSpec(keepingStatus(object, old), old),
  prepareForStatusUpdate(object, old) {
    const next = onlyStatus(object, old);
    const qosClass = next.status?.qosClass ?? old.status.qosClass;
    return next.status?.qosClass === qosClass ? next : { ...next, status: { ...next.status, qosClass } };
  },
  subresourcePath: podSubresourcePath,
  validate: validatePod,
  validateUpdate: validatePodUpdate,
  validateStatusUpdate: validatePodStatus,
  graceSeconds({ spec, status }, requested) {
    const bound = spec.nodeName !== undefined && spec.nodeName !== '';
    if (!bound || status.phase === 'Failed' || status.phase === 'Succeeded') return 0;
    const seconds = requested ?? spec.terminationGracePeriodSeconds ?? 0;
    return seconds < 0 ? 1 : seconds;
  },
  fields: {
    'spec.nodeName': ({ spec }) => unset(spec.nodeName),
    'spec.restartPolicy': ({ spec }) => unset(spec.restartPolicy),
    'spec.schedulerName': ({ spec }) => unset(spec.schedulerName),
    'spec.serviceAccountName': ({ spec }) => unset(spec.serviceAccountName),
    'spec.hostNetwork': ({ spec }) => String(spec.hostNetwork === true),
    'status.phase': ({ status }) => unset(status.phase),
    'status.podIP': ({ status }) => unset(status.podIPs?.[0]?.ip ?? status.podIP),
    'status.podIPs': ({ status }) => unset(status.podIPs?.[0]?.ip ?? status.podIP),
    'status.nominatedNodeName': ({ status }) => unset(status.nominatedNodeName),
  },
  unknownField: (field) => `field label not supported: ${field}`,
  warnings: podWarnings,
  cells(object, context) {
    const { status, ready, restartsText } = podStatusText(object, context.nowMs);
    return [
      object.metadata.name,
      ready,
      status,
      restartsText,
      age(object, context),
      orNone(object.status.podIPs?.[0]?.ip ?? object.status.podIP),
      orNone(object.spec.nodeName),
      orNone(object.status.nominatedNodeName),
      readinessGates(object),
    ];
  },
});

function readinessGates({ spec, status }: Pod): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const met = gates.filter(({ conditionType }) =>
    status.conditions?.some((condition) => condition.type === conditionType && condition.status === 'True'),
  );
  return `${met.length}/${gates.length}`;
}
