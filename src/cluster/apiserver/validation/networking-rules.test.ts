import { describe, expect, it } from 'vitest';
import { said } from './said-for-test.ts';

// Models the validation tests of networking, discovery and endpoints.
describe('networking', () => {
  const ingress = (spec: object) => ({ spec });
  const backend = { service: { name: 's', port: { number: 80 } } };
  const http = (path: object) =>
    ingress({ rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend, ...path }] } }] });
  const P = 'spec.rules[0].http.paths[0]';
  const slice = (more: object) => ({ addressType: 'IPv4', endpoints: [], ports: [], ...more });
  const NET = '/apis/networking.k8s.io/v1';
  const IP = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
  it.each<[path: string, object: object, errors: string]>([
    [`${NET}/namespaces/default/ingresses`, http({}), ''],
    [
      `${NET}/namespaces/default/ingresses`,
      http({ path: 'a' }),
      `${P}.path: Invalid value: "a": must be an absolute path`,
    ],
    [
      `${NET}/namespaces/default/ingresses`,
      http({ pathType: undefined }),
      `${P}.pathType: Required value: pathType must be specified`,
    ],
    [
      `${NET}/namespaces/default/ingresses`,
      http({ path: '/a//b' }),
      `${P}.path: Invalid value: "/a//b": must not contain '//'`,
    ],
    [
      `${NET}/namespaces/default/ingresses`,
      http({ backend: {} }),
      `${P}.backend: Invalid value: "": resource or service backend is required`,
    ],
    [
      `${NET}/namespaces/default/ingresses`,
      ingress({}),
      'spec: Invalid value: []networking.IngressRule(nil): either `defaultBackend` or `rules` must be specified',
    ],
    [
      `${NET}/namespaces/default/ingresses`,
      ingress({ rules: [{ host: '1.2.3.4' }] }),
      'spec.rules[0].host: Invalid value: "1.2.3.4": must be a DNS name, not an IP address',
    ],
    [
      `${NET}/namespaces/default/networkpolicies`,
      { spec: { podSelector: {}, ingress: [{ from: [{}] }] } },
      'spec.ingress[0].from[0]: Required value: must specify a peer',
    ],
    [
      `${NET}/namespaces/default/networkpolicies`,
      {
        spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }] }] },
      },
      'spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
    ],
    [
      `${NET}/namespaces/default/networkpolicies`,
      { spec: { podSelector: {}, egress: [{ ports: [{ port: 80, endPort: 70 }] }] } },
      'spec.egress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`',
    ],
    [
      `${NET}/namespaces/default/networkpolicies`,
      { spec: { podSelector: {}, policyTypes: ['x'] } },
      'spec.policyTypes[0]: Unsupported value: "x": supported values: "Ingress", "Egress"',
    ],
    [
      `${NET}/ingressclasses`,
      { spec: { controller: 'a' } },
      'spec.controller: Invalid value: "a": must be a domain-prefixed path (such as "acme.io/foo")',
    ],
    [
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
      slice({ endpoints: [{ addresses: ['10.1.2.3'] }] }),
      '',
    ],
    [
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
      slice({ addressType: 'x' }),
      'addressType: Unsupported value: "x": supported values: "FQDN", "IPv4", "IPv6"',
    ],
    [
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
      slice({ endpoints: [{ addresses: [] }] }),
      'endpoints[0].addresses: Required value: must contain at least 1 address',
    ],
    [
      '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
      slice({ ports: [{ port: 80, protocol: 'x' }] }),
      'ports[0].protocol: Unsupported value: "x": supported values: "SCTP", "TCP", "UDP"',
    ],
    [
      '/api/v1/namespaces/default/endpoints',
      { subsets: [{ ports: [{ port: 80 }] }] },
      'subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`',
    ],
    [
      '/api/v1/namespaces/default/endpoints',
      { subsets: [{ addresses: [{ ip: 'x' }] }] },
      `[subsets[0].addresses[0].ip: Invalid value: "x": ${IP}, subsets[0].addresses[0].ip: Invalid value: "x": must be a valid IP address]`,
    ],
    [
      '/api/v1/namespaces/default/endpoints',
      { subsets: [{ addresses: [{ ip: '127.0.0.1' }] }] },
      'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
    [
      '/api/v1/namespaces/default/secrets',
      { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': 'eA==' } },
      'data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": invalid character \'x\' looking for beginning of value',
    ],
    [
      '/api/v1/namespaces/default/secrets',
      { type: 'kubernetes.io/ssh-auth', data: { 'ssh-privatekey': '' } },
      'data[ssh-privatekey]: Required value',
    ],
    [
      '/api/v1/namespaces/default/configmaps',
      { data: { a: 'b' }, binaryData: { a: 'eA==' } },
      'data[a]: Invalid value: "a": duplicate of key present in binaryData',
    ],
  ])('%s %j: %s', (path, object, errors) => {
    expect(said(path, object)).toBe(errors);
  });
});
