import { humanAge } from '../../api/duration.ts';
import { parseTime } from '../../api/time.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Millis } from '../../sim/clock.ts';
import { describeContainers, describeResources } from './containers.ts';
import { longDate } from './dates.ts';
import { describeEvents, searchEvents } from './describe-events.ts';
import type { Describer } from './describer.ts';
import { type Description, describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describeSpread } from './pod-template.ts';
import { describeTolerations } from './tolerations.ts';
import { describeVolumes } from './volumes.ts';

const mirrorAnnotation = 'kubernetes.io/config.mirror';

/** Models kubectl/pkg/describe PodDescriber. */
export const podDescriber: Describer = {
  group: '',
  kind: 'Pod',
  async describe({ info, context, now, showEvents }) {
    const pod = info.object as unknown as Pod;
    const { name, namespace = '', uid, annotations } = pod.metadata;
    const events = showEvents
      ? await searchEvents(context, { name, namespace, uid: annotations?.[mirrorAnnotation] ?? uid })
      : undefined;
    return describeText((out) => {
      describeHead(out, pod, now);
      const { spec, status } = pod;
      if (spec.resources !== undefined) {
        out.write(0, 'Resources:\n');
        describeResources(out, spec.resources, 1);
      }
      if (spec.initContainers?.length)
        describeContainers(out, 'Init Containers', spec.initContainers, status.initContainerStatuses, pod, '');
      describeContainers(out, 'Containers', spec.containers, status.containerStatuses, pod, '');
      if (spec.ephemeralContainers?.length) {
        describeContainers(
          out,
          'Ephemeral Containers',
          spec.ephemeralContainers,
          status.ephemeralContainerStatuses,
          pod,
          '',
        );
      }
      describeConditions(out, pod);
      describeVolumes(out, spec.volumes, '');
      out.write(0, `QoS Class:\t${status.qosClass ?? ''}\n`);
      describeLabels(out, 'Node-Selectors', spec.nodeSelector);
      describeTolerations(out, 'Tolerations', spec.tolerations);
      describeSpread(out, spec.topologySpreadConstraints, '');
      describeEvents(out, events, now);
    });
  },
};

function describeHead(out: Description, pod: Pod, now: Millis): void {
  const { metadata, spec, status } = pod;
  const line = (title: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') out.write(0, `${title}:\t${value}\n`);
  };
  line('Name', metadata.name);
  line('Namespace', metadata.namespace);
  line('Priority', spec.priority);
  line('Priority Class Name', spec.priorityClassName);
  line('Runtime Class Name', spec.runtimeClassName);
  line('Service Account', spec.serviceAccountName);
  out.write(0, `Node:\t${spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>'}\n`);
  if (status.startTime !== undefined) line('Start Time', longDate(status.startTime));
  describeLabels(out, 'Labels', metadata.labels);
  describeAnnotations(out, 'Annotations', metadata.annotations);
  if (metadata.deletionTimestamp !== undefined && status.phase !== 'Failed' && status.phase !== 'Succeeded') {
    out.write(0, `Status:\tTerminating (lasts ${humanAge(parseTime(metadata.deletionTimestamp), now)})\n`);
    out.write(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s\n`);
  } else out.write(0, `Status:\t${status.phase ?? ''}\n`);
  line('Reason', status.reason);
  line('Message', status.message);
  const seccomp = spec.securityContext?.seccompProfile;
  line('SeccompProfile', seccomp?.type);
  if (seccomp?.type === 'Localhost') line('LocalhostProfile', seccomp.localhostProfile);
  out.write(0, `IP:\t${status.podIP ?? ''}\n`);
  const addresses = status.podIPs ?? [];
  out.write(0, addresses.length === 0 ? 'IPs:\t<none>\n' : 'IPs:\n');
  for (const { ip } of addresses) out.write(1, `IP:\t${ip}\n`);
  const owner = metadata.ownerReferences?.find((reference) => reference.controller === true);
  if (owner !== undefined) line('Controlled By', `${owner.kind}/${owner.name}`);
  line('NominatedNodeName', status.nominatedNodeName);
}

function describeConditions(out: Description, pod: Pod): void {
  const conditions = pod.status.conditions ?? [];
  const gates = pod.spec.readinessGates ?? [];
  if (gates.length > 0) out.write(0, 'Readiness Gates:\n  Type\tStatus\n');
  for (const { conditionType } of gates) {
    const status = conditions.find((condition) => condition.type === conditionType)?.status ?? '<none>';
    out.write(1, `${conditionType} \t${status} \n`);
  }
  if (conditions.length > 0) out.write(0, 'Conditions:\n  Type\tStatus\n');
  for (const { type, status } of conditions) out.write(1, `${type} \t${status} \n`);
}
