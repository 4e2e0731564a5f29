import { formatSelector, selectorFromLabelSelector } from '../../api/labels.ts';
import type { KubeObject, LabelSelector } from '../../api/object.ts';
import { parseTime } from '../../api/time.ts';
import type { Describer } from './describer.ts';
import { type Description, describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

interface Port {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}

interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface NetworkPolicy extends KubeObject {
  readonly spec: {
    readonly podSelector?: LabelSelector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly ports?: readonly Port[]; readonly from?: readonly Peer[] }[];
    readonly egress?: readonly { readonly ports?: readonly Port[]; readonly to?: readonly Peer[] }[];
  };
}

const INDENT = '    ';
const selectorText = (selector: LabelSelector): string =>
  formatSelector(selectorFromLabelSelector(selector)) || '<none>';

/** Models kubectl/pkg/describe NetworkPolicyDescriber. */
export const networkPolicyDescriber: Describer = {
  group: 'networking.k8s.io',
  kind: 'NetworkPolicy',
  async describe({ info }) {
    const { metadata, spec } = info.object as unknown as NetworkPolicy;
    return describeText((out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      out.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
      out.write(0, `Created on:\t${goTime(metadata.creationTimestamp)}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      out.write(0, 'Spec:\n');
      out.write(1, 'PodSelector: ');
      const all = selectorText(spec.podSelector ?? {}) === '<none>';
      out.write(
        2,
        all
          ? '<none> (Allowing the specific traffic to all pods in this namespace)\n'
          : `${selectorText(spec.podSelector!)}\n`,
      );
      const types = spec.policyTypes ?? [];
      if (types.includes('Ingress')) {
        out.write(1, 'Allowing ingress traffic:\n');
        const rules = (spec.ingress ?? []).map(({ ports, from }) => ({ ports, peers: from }));
        describeTraffic(out, rules, 'From', 'source', 'ingress');
      } else out.write(1, 'Not affecting ingress traffic\n');
      if (types.includes('Egress')) {
        out.write(1, 'Allowing egress traffic:\n');
        const rules = (spec.egress ?? []).map(({ ports, to }) => ({ ports, peers: to }));
        describeTraffic(out, rules, 'To', 'destination', 'egress');
      } else out.write(1, 'Not affecting egress traffic\n');
      out.write(1, `Policy Types: ${types.join(', ') || '<none>'}\n`);
    });
  },
};

/** Models printNetworkPolicySpecIngressFrom and printNetworkPolicySpecEgressTo. */
function describeTraffic(
  out: Description,
  rules: readonly { readonly ports?: readonly Port[]; readonly peers?: readonly Peer[] }[],
  word: 'From' | 'To',
  end: string,
  direction: string,
): void {
  const line = (text: string) => out.write(0, `${INDENT}${text}\n`);
  if (rules.length === 0) line(`<none> (Selected pods are isolated for ${direction} connectivity)`);
  for (const [at, { ports = [], peers = [] }] of rules.entries()) {
    if (ports.length === 0) line('To Port: <any> (traffic allowed to all ports)');
    for (const { port = '<nil>', endPort, protocol = 'TCP' } of ports)
      line(endPort === undefined ? `To Port: ${port}/${protocol}` : `To Port Range: ${port}-${endPort}/${protocol}`);
    if (peers.length === 0) line(`${word}: <any> (traffic not restricted by ${end})`);
    for (const { podSelector, namespaceSelector, ipBlock } of peers) {
      line(`${word}:`);
      if (namespaceSelector !== undefined)
        out.write(1, `${INDENT}NamespaceSelector: ${selectorText(namespaceSelector)}\n`);
      if (podSelector !== undefined) out.write(1, `${INDENT}PodSelector: ${selectorText(podSelector)}\n`);
      if (podSelector !== undefined || namespaceSelector !== undefined || ipBlock === undefined) continue;
      out.write(1, `${INDENT}IPBlock:\n`);
      out.write(2, `${INDENT}CIDR: ${ipBlock.cidr}\n`);
      out.write(2, `${INDENT}Except: ${(ipBlock.except ?? []).join(', ')}\n`);
    }
    if (at < rules.length - 1) line('----------');
  }
}

/** A time as Go prints it, in UTC. */
function goTime(text: string | undefined): string {
  const ms = parseTime(text);
  if (ms === undefined) return '0001-01-01 00:00:00 +0000 UTC';
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}
