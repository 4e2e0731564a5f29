import { formatSelector, selectorFromLabelSelector } from '../../../api/labels.ts';
import { networkPolicies } from '../../../api/resources.ts';
import type { NetworkPolicy, NetworkPolicyPort, NetworkPolicySpec } from '../../../api/types/networking.ts';
import { mapField, mapItems, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { networkPolicyWarnings, validateNetworkPolicy } from '../validation/network-policy.ts';
import { age } from './cell-text.ts';
import { bumpedWithSpec, withGeneration } from './generation.ts';

/** Models pkg/registry/networking/networkpolicy strategy.go. */
export const networkPolicy = strategy<NetworkPolicy>({
  resource: networkPolicies,
  nameErrors: subdomainName,
  defaults: (object) => mapField(withDefaults(object, { spec: {} }), 'spec', defaultSpec),
  prepareForCreate: (object) => withGeneration(object, 1),
  prepareForUpdate: bumpedWithSpec,
  validate: validateNetworkPolicy,
  validateUpdate: validateNetworkPolicy,
  warnings: networkPolicyWarnings,
  cells: (object, context) => [
    object.metadata.name,
    formatSelector(selectorFromLabelSelector(object.spec.podSelector)) || '<none>',
    age(object, context),
  ],
});

/** Models pkg/apis/networking/v1 SetDefaults_NetworkPolicy and SetDefaults_NetworkPolicyPort. */
function defaultSpec(spec: NetworkPolicySpec): NetworkPolicySpec {
  const policyTypes = (spec.egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  const filled = withDefaults(spec.policyTypes?.length === 0 ? { ...spec, policyTypes } : spec, {
    podSelector: {},
    policyTypes,
  });
  const withIngress = mapField(filled, 'ingress', (rules) => mapItems(rules, defaultPorts));
  return mapField(withIngress, 'egress', (rules) => mapItems(rules, defaultPorts));
}

function defaultPorts<T extends { readonly ports?: readonly NetworkPolicyPort[] }>(rule: T): T {
  if (rule.ports === undefined) return rule;
  const ports = mapItems(rule.ports, (port) => withDefaults(port, { protocol: 'TCP' }));
  return ports === rule.ports ? rule : { ...rule, ports };
}
