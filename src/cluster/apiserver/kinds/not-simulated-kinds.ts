import type { KubeObject } from '../../../api/object.ts';
import type { AnyStrategy } from '../strategy.ts';
import { pathSegmentName } from '../validation/names.ts';

/** A kind that is found in discovery and has no objects, because what they would do is not simulated. */
const notSimulatedKind = (group: string, plural: string, kind: string, what: string): AnyStrategy => ({
  resource: { group, version: 'v1', plural, kind, namespaced: false },
  subresources: ['status'],
  refuses: what,
  computed: () => [],
  nameErrors: pathSegmentName,
  cells: ({ metadata }: KubeObject) => [metadata.name],
});

const ADMISSION = 'admissionregistration.k8s.io';
const FLOW = 'flowcontrol.apiserver.k8s.io';

/** What every Kubernetes 1.33 serves, so that clients look for it, and Drydock leaves out on purpose. */
export const notSimulatedKinds: readonly AnyStrategy[] = [
  notSimulatedKind(ADMISSION, 'mutatingwebhookconfigurations', 'MutatingWebhookConfiguration', 'admission webhooks'),
  notSimulatedKind(ADMISSION, 'validatingadmissionpolicies', 'ValidatingAdmissionPolicy', 'admission policies'),
  notSimulatedKind(
    ADMISSION,
    'validatingadmissionpolicybindings',
    'ValidatingAdmissionPolicyBinding',
    'admission policies',
  ),
  notSimulatedKind(
    ADMISSION,
    'validatingwebhookconfigurations',
    'ValidatingWebhookConfiguration',
    'admission webhooks',
  ),
  notSimulatedKind(FLOW, 'flowschemas', 'FlowSchema', 'API priority and fairness'),
  notSimulatedKind(FLOW, 'prioritylevelconfigurations', 'PriorityLevelConfiguration', 'API priority and fairness'),
];
