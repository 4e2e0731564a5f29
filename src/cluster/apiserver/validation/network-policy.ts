import { cidrContains, parseCidr } from '../../../api/ip-address.ts';
import { isValidPortName, isValidPortNum } from '../../../api/names.ts';
import type { IPBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../../api/types/networking.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { goStrings } from './go-value.ts';
import { cidrWarnings, validateCidr } from './ip-fields.ts';
import { validateLabelSelector } from './label-selector.ts';

const TYPES = ['Ingress', 'Egress'];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** Models pkg/apis/networking/validation ValidateNetworkPolicySpec. */
export function validateNetworkPolicy({ spec }: NetworkPolicy): FieldError[] {
  const errors = validateLabelSelector(spec.podSelector, 'spec.podSelector');
  const { ingress = [], egress = [], policyTypes = [] } = spec;
  ingress.forEach(({ ports, from }, i) => {
    errors.push(...validateRule(`spec.ingress[${i}]`, ports, 'from', from));
  });
  egress.forEach(({ ports, to }, i) => {
    errors.push(...validateRule(`spec.egress[${i}]`, ports, 'to', to));
  });
  if (policyTypes.length > TYPES.length) {
    const shown = { go: goStrings(policyTypes).replace('[]string', '[]networking.PolicyType') };
    return [...errors, invalid('spec.policyTypes', shown, 'may not specify more than two policyTypes')];
  }
  policyTypes.forEach((type, i) => {
    if (!TYPES.includes(type)) errors.push(notSupported(`spec.policyTypes[${i}]`, type, TYPES));
  });
  return errors;
}

function validateRule(
  path: string,
  ports: readonly NetworkPolicyPort[] = [],
  side: 'from' | 'to',
  peers: readonly NetworkPolicyPeer[] = [],
): FieldError[] {
  return [
    ...ports.flatMap((port, i) => validatePort(port, `${path}.ports[${i}]`)),
    ...peers.flatMap((peer, i) => validatePeer(peer, `${path}.${side}[${i}]`)),
  ];
}

/** Models ValidateNetworkPolicyPort. */
function validatePort({ protocol, port, endPort }: NetworkPolicyPort, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) {
    errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  }
  if (typeof port === 'number') {
    for (const message of isValidPortNum(port)) errors.push(invalid(`${path}.port`, port, message));
    if (endPort === undefined) return errors;
    if (endPort < port) errors.push(invalid(`${path}.endPort`, port, 'must be greater than or equal to `port`'));
    for (const message of isValidPortNum(endPort)) errors.push(invalid(`${path}.endPort`, endPort, message));
    return errors;
  }
  if (endPort !== undefined) {
    const why = port === undefined ? 'not specified' : 'non-numeric';
    errors.push(invalid(`${path}.endPort`, endPort, `may not be specified when \`port\` is ${why}`));
  }
  for (const message of port === undefined ? [] : isValidPortName(port)) {
    errors.push(invalid(`${path}.port`, port, message));
  }
  return errors;
}

/** Models ValidateNetworkPolicyPeer. */
function validatePeer({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer, path: string): FieldError[] {
  const errors = [
    ...validateLabelSelector(podSelector, `${path}.podSelector`),
    ...validateLabelSelector(namespaceSelector, `${path}.namespaceSelector`),
    ...(ipBlock === undefined ? [] : validateBlock(ipBlock, `${path}.ipBlock`)),
  ];
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  if (!selects && ipBlock === undefined) errors.push(required(path, 'must specify a peer'));
  if (selects && ipBlock !== undefined) errors.push(forbidden(path, 'may not specify both ipBlock and another peer'));
  return errors;
}

/** Models ValidateIPBlock. */
function validateBlock({ cidr, except = [] }: IPBlock, path: string): FieldError[] {
  if ((cidr ?? '') === '') return [required(`${path}.cidr`, '')];
  const errors = validateCidr(cidr, `${path}.cidr`);
  const network = parseCidr(cidr);
  if (network === undefined) return errors;
  except.forEach((text, i) => {
    const field = `${path}.except[${i}]`;
    errors.push(...validateCidr(text, field));
    const hole = parseCidr(text);
    if (hole === undefined) return;
    if (!cidrContains(network, hole.ip) || network.bits >= hole.bits) {
      errors.push(invalid(field, text, 'must be a strict subset of `cidr`'));
    }
  });
  return errors;
}

/** Models pkg/registry/networking/networkpolicy strategy.go networkPolicyWarnings. */
export function networkPolicyWarnings({ spec }: NetworkPolicy): readonly string[] {
  const ofPeers = (path: string, peers: readonly NetworkPolicyPeer[] = []) =>
    peers.flatMap(({ ipBlock }, i) => {
      if (ipBlock === undefined) return [];
      const field = `${path}[${i}].ipBlock`;
      return [
        ...cidrWarnings(ipBlock.cidr, `${field}.cidr`),
        ...(ipBlock.except ?? []).flatMap((except, j) => cidrWarnings(except, `${field}.except[${j}]`)),
      ];
    });
  return [
    ...(spec.ingress ?? []).flatMap(({ from }, i) => ofPeers(`spec.ingress[${i}].from`, from)),
    ...(spec.egress ?? []).flatMap(({ to }, i) => ofPeers(`spec.egress[${i}].to`, to)),
  ];
}
