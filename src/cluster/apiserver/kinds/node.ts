import { nodes } from '../../../api/resources.ts';
import type { Node } from '../../../api/types/node.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validateNode, validateNodeUpdate } from '../validation/node.ts';
import { nodeWarnings } from '../warnings/node.ts';
import { age } from './cell-text.ts';
import { keepingStatus, onlyStatus } from './generation.ts';

const ROLE_PREFIX = 'node-role.kubernetes.io/';
const ROLE_LABEL = 'kubernetes.io/role';

/** Models pkg/registry/core/node strategy.go. */
export const node = strategy<Node>({
  resource: nodes,
  subresources: ['status', 'proxy'],
  nameErrors: subdomainName,
  defaults(object) {
    const spec = object.spec ?? {};
    const status = object.status ?? {};
    const filled = spec === object.spec && status === object.status ? object : { ...object, spec, status };
    const { capacity, allocatable } = filled.status;
    // Models SetDefaults_NodeStatus: what is not said to be allocatable is all there is.
    if (capacity === undefined || allocatable !== undefined) return filled;
    return { ...filled, status: { ...filled.status, allocatable: capacity } };
  },
  prepareForUpdate: keepingStatus,
  prepareForStatusUpdate: onlyStatus,
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
  validateStatusUpdate: validateNodeUpdate,
  fields: { 'spec.unschedulable': ({ spec }) => String(spec.unschedulable === true) },
  unknownField: (field) => `field label not supported: ${field}`,
  warnings: nodeWarnings,
  cells(object, context) {
    const { nodeInfo } = object.status;
    return [
      object.metadata.name,
      statusCell(object),
      roles(object).join(',') || '<none>',
      age(object, context),
      nodeInfo?.kubeletVersion ?? '',
      addressOf(object, 'InternalIP'),
      addressOf(object, 'ExternalIP'),
      nodeInfo?.osImage || '<unknown>',
      nodeInfo?.kernelVersion || '<unknown>',
      nodeInfo?.containerRuntimeVersion || '<unknown>',
    ];
  },
});

/** Models pkg/printers/internalversion printNode. */
function statusCell({ spec, status }: Node): string {
  const ready = status.conditions?.find(({ type }) => type === 'Ready');
  const words = [ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady'];
  if (spec.unschedulable === true) words.push('SchedulingDisabled');
  return words.join(',');
}

/** Models findNodeRoles: sorted, each once. */
function roles({ metadata }: Node): readonly string[] {
  const found = new Set<string>();
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key.startsWith(ROLE_PREFIX) && key.length > ROLE_PREFIX.length) found.add(key.slice(ROLE_PREFIX.length));
    else if (key === ROLE_LABEL && value !== '') found.add(value);
  }
  return [...found].sort();
}

const addressOf = ({ status }: Node, type: string) =>
  status.addresses?.find((address) => address.type === type)?.address ?? '<none>';
