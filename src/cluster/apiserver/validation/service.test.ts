import { describe, expect, it } from 'vitest';
import type { Service } from '../../../api/types/service.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };
const SERVICES = '/api/v1/namespaces/default/services';

function server() {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  const send = (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: unknown, query = {}) => {
    const headers: Record<string, string> =
      method === 'PATCH' ? { 'content-type': 'application/strategic-merge-patch+json' } : {};
    const text = body === undefined ? undefined : JSON.stringify(body);
    return api.handle({ method, path, query, headers, body: text, user });
  };
  return send;
}

const named = (name: string, spec: object, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, ...metadata },
  spec,
});

const port = (number: number, more: object = {}) => ({ port: number, ...more });
const send = server();

function said(spec: object, metadata: object = {}): string {
  const answer = send('POST', SERVICES, named('s', spec, metadata), { dryRun: 'All' });
  if (answer.status === 201) return 'created';
  return (answer.body as { message: string }).message.replace('Service "s" is invalid: ', '');
}

const one = { ports: [port(80)] };

describe('new services', () => {
  it.each<[name: string, spec: object, text: string]>([
    ['nothing but a port', one, 'created'],
    ['headless without ports', { clusterIP: 'None' }, 'created'],
    ['an external name', { type: 'ExternalName', externalName: 'a.example.com.' }, 'created'],
    [
      'the same port over TCP and UDP',
      { ports: [port(53, { name: 'a' }), port(53, { name: 'b', protocol: 'UDP' })] },
      'created',
    ],
    ['an own address', { ...one, clusterIP: '10.96.7.7' }, 'created'],
    ['no ports', {}, 'spec.ports: Required value'],
    ['an external name that is none', { type: 'ExternalName' }, 'spec.externalName: Required value'],
    [
      'an unknown type',
      { ...one, type: 'Magic' },
      'spec.type: Unsupported value: "Magic": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    [
      'an unknown affinity',
      { ...one, sessionAffinity: 'Sticky' },
      'spec.sessionAffinity: Unsupported value: "Sticky": supported values: "ClientIP", "None"',
    ],
    [
      'an affinity without end',
      { ...one, sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } } },
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400',
    ],
    [
      'ports without names',
      { ports: [port(1), port(2)] },
      '[spec.ports[0].name: Required value, spec.ports[1].name: Required value]',
    ],
    [
      'the same name twice',
      { ports: [port(1, { name: 'a' }), port(2, { name: 'a' })] },
      'spec.ports[1].name: Duplicate value: "a"',
    ],
    [
      'the same port twice',
      { ports: [port(1, { name: 'a' }), port(1, { name: 'b' })] },
      'spec.ports[1]: Duplicate value: core.ServicePort{Name:"", Protocol:"TCP", AppProtocol:(*string)(nil), Port:1, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}',
    ],
    [
      'a target that is no name',
      { ports: [port(80, { targetPort: 'http_' })] },
      'spec.ports[0].targetPort: Invalid value: "http_": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    ],
    [
      'a node port on a cluster address',
      { ports: [port(80, { nodePort: 30_080 })] },
      "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    ],
    [
      'a node port out of range',
      { type: 'NodePort', ports: [port(80, { nodePort: 80 })] },
      'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ],
    [
      'a headless node port',
      { ...one, type: 'NodePort', clusterIP: 'None' },
      'spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services',
    ],
    [
      'the address of another',
      { ...one, clusterIP: '10.96.0.1' },
      'spec.clusterIPs: Invalid value: []string{"10.96.0.1"}: failed to allocate IP 10.96.0.1: provided IP is already allocated',
    ],
    [
      'an address elsewhere',
      { ...one, clusterIP: '1.2.3.4' },
      'spec.clusterIPs: Invalid value: []string{"1.2.3.4"}: failed to allocate IP 1.2.3.4: the provided IP (1.2.3.4) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
    ],
    [
      'no address',
      { ...one, clusterIP: 'x' },
      'spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [
      'both families',
      { ...one, ipFamilyPolicy: 'RequireDualStack' },
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
    ],
    [
      'the other family',
      { ...one, ipFamilies: ['IPv6'] },
      'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    ],
    [
      'two families for one stack',
      { ...one, ipFamilies: ['IPv4', 'IPv6'] },
      "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
    ],
    [
      'a loopback address from outside',
      { ...one, externalIPs: ['127.0.0.1'] },
      'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    ],
    [
      'sources without a balancer',
      { ...one, loadBalancerSourceRanges: ['10.0.0.0/8'] },
      "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ],
    [
      'a policy for traffic from outside',
      { ...one, externalTrafficPolicy: 'Local' },
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
    [
      'a health check without need',
      { ...one, type: 'LoadBalancer', healthCheckNodePort: 30_100 },
      "spec.healthCheckNodePort: Invalid value: 30100: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    ],
    [
      'an unknown distribution',
      { ...one, trafficDistribution: 'Random' },
      'spec.trafficDistribution: Unsupported value: "Random": supported values: "PreferClose"',
    ],
  ])('%s', (_name, spec, text) => {
    expect(said(spec)).toBe(text);
  });

  it('are given what they left out', () => {
    const created = send(
      'POST',
      SERVICES,
      named('lb', { ...one, type: 'LoadBalancer', externalTrafficPolicy: 'Local' }),
    );
    const { spec, status } = created.body as Service;
    expect(spec).toMatchObject({
      allocateLoadBalancerNodePorts: true,
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
      sessionAffinity: 'None',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    });
    expect(spec.clusterIPs).toEqual([spec.clusterIP]);
    expect(spec.ports?.[0]?.nodePort).toBeGreaterThanOrEqual(30_000);
    expect(spec.healthCheckNodePort).toBeGreaterThanOrEqual(30_000);
    expect(status).toEqual({ loadBalancer: {} });
    const free = send('POST', SERVICES, named('free', { clusterIP: 'None' })).body as Service;
    expect(free.spec).toMatchObject({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' });
    const dns = [port(53, { name: 'a' }), port(53, { name: 'b', protocol: 'UDP' })];
    const shared = send('POST', SERVICES, named('dns', { type: 'NodePort', ports: dns })).body as Service;
    expect(shared.spec.ports?.[0]?.nodePort).toBe(shared.spec.ports?.[1]?.nodePort);
  });
});

describe('changed services', () => {
  const path = `${SERVICES}/web`;
  const spec = () => (send('GET', path).body as Service).spec;
  const patch = (change: object) => {
    const { status, body } = send('PATCH', path, { spec: change });
    return status === 200 ? 'patched' : (body as { message: string }).message.replace('Service "web" is invalid: ', '');
  };

  it('keep their address, and lose what goes with a type', () => {
    send('POST', SERVICES, named('web', { ...one, selector: { app: 'web' } }));
    const { clusterIP } = spec();
    expect(patch({ clusterIP: '10.96.9.9', clusterIPs: ['10.96.9.9'] })).toBe(
      'spec.clusterIPs[0]: Invalid value: []string{"10.96.9.9"}: may not change once set',
    );
    expect(patch({ type: 'NodePort' })).toBe('patched');
    const nodePort = spec().ports?.[0]?.nodePort ?? 0;
    expect(nodePort).toBeGreaterThanOrEqual(30_000);
    expect(send('PUT', path, named('web', { type: 'NodePort', ports: [port(81)] })).status).toBe(200);
    expect(spec()).toMatchObject({ clusterIP, ports: [{ port: 81, nodePort }], externalTrafficPolicy: 'Cluster' });
    expect(patch({ type: 'ClusterIP' })).toBe('patched');
    expect(spec().ports?.[0]).not.toHaveProperty('nodePort');
    expect(spec()).not.toHaveProperty('externalTrafficPolicy');
    expect(patch({ type: 'ExternalName', externalName: 'a.b' })).toBe('patched');
    expect(spec()).not.toHaveProperty('clusterIP');
    expect(patch({ type: 'ClusterIP' })).toBe('patched');
    expect(spec().clusterIPs).toHaveLength(1);
  });
});

it('warns', () => {
  const headers = (spec: object) => send('POST', SERVICES, named('w', spec), { dryRun: 'All' }).headers.warning;
  expect(headers({ ...one, externalName: 'a.b' })).toBe(
    '299 - "spec.externalName is ignored when spec.type is not \\"ExternalName\\""',
  );
  expect(headers({ ...one, externalIPs: ['010.1.1.1'] })).toContain('use \\"10.1.1.1\\"');
});
