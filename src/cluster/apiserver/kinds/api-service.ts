import type { KubeObject } from '../../../api/object.ts';
import type { Resource } from '../../../api/resources.ts';
import { strategy } from '../strategy.ts';
import { pathSegmentName } from '../validation/names.ts';

interface APIService extends KubeObject {
  readonly spec: { readonly group?: string; readonly version: string };
}

const apiServices: Resource<APIService> = {
  group: 'apiregistration.k8s.io',
  version: 'v1',
  plural: 'apiservices',
  kind: 'APIService',
  namespaced: false,
};

/** Models kube-aggregator: every group version that the server itself serves is a local service. There are no others. */
export const apiService = strategy<APIService>({
  resource: apiServices,
  subresources: ['status'],
  refuses: 'aggregated API servers',
  computed: ({ groupVersions }) => groupVersions.map(serviceOf),
  nameErrors: pathSegmentName,
  cells: ({ metadata }) => [metadata.name, 'Local', 'True', '<unknown>'],
});

function serviceOf(groupVersion: string): APIService {
  const [first = '', second] = groupVersion.split('/');
  const [group, version] = second === undefined ? ['', first] : [first, second];
  const message = 'Local APIServices are always available';
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: {
      name: `${version}.${group}`,
      labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' },
      creationTimestamp: null,
    },
    spec: {
      ...(group === '' ? {} : { group }),
      version,
      groupPriorityMinimum: group === '' ? 18000 : 17000,
      versionPriority: version === 'v1' ? 15 : 30,
    },
    status: { conditions: [{ type: 'Available', status: 'True', reason: 'Local', message, lastTransitionTime: null }] },
  } as unknown as APIService;
}
