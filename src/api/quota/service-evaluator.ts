import { services } from '../resources.ts';
import type { Service } from '../types/service.ts';
import type { QuotaEvaluator } from './quota-evaluator.ts';

const NAMES = ['count/services', 'services', 'services.nodeports', 'services.loadbalancers'];

/** Models pkg/quota/v1/evaluator/core serviceEvaluator. */
export const serviceEvaluator: QuotaEvaluator<Service> = {
  resource: services,
  handles: ({ operation }) => operation !== 'DELETE',
  matches: (name) => NAMES.includes(name),
  usage: ({ spec }) => ({
    'count/services': '1',
    services: '1',
    'services.loadbalancers': spec.type === 'LoadBalancer' ? '1' : '0',
    'services.nodeports': String(nodePorts(spec)),
  }),
  gaveBack: ({ spec }, { spec: old }) => typeForQuota(spec) !== typeForQuota(old),
};

function nodePorts({ type, ports = [], allocateLoadBalancerNodePorts }: Service['spec']): number {
  if (type !== 'NodePort' && type !== 'LoadBalancer') return 0;
  // Without automatic node ports only those that were asked for count.
  const counted = type === 'LoadBalancer' && allocateLoadBalancerNodePorts === false;
  return counted ? ports.filter(({ nodePort = 0 }) => nodePort !== 0).length : ports.length;
}

const typeForQuota = ({ type }: Service['spec']) => (type === 'NodePort' || type === 'LoadBalancer' ? type : '');
