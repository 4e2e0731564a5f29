import { describe, expect, it } from 'vitest';
import { encodeBase64, utf8Bytes } from '../../../api/base64.ts';
import type { ApiRequest } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const PATH = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
const PEM = '-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n';
const spec = {
  request: encodeBase64(utf8Bytes(PEM)),
  signerName: 'kubernetes.io/kube-apiserver-client',
  usages: ['client auth'],
  username: 'somebody else',
};

function server() {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  return (method: ApiRequest['method'], path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const user = { name: 'me', groups: ['system:masters'] };
    const answer = api.handle({ method, path, query: {}, headers, body, user });
    return { status: answer.status, body: answer.body as never as Record<string, unknown> };
  };
}

describe('certificate signing requests', () => {
  it('say who asked, and are approved by their subresource only', () => {
    const send = server();
    const made = send('POST', PATH, { metadata: { name: 'jane' }, spec });
    expect(made).toMatchObject({
      status: 201,
      body: { spec: { username: 'me', groups: ['system:masters'] }, status: {} },
    });
    const conditions = [{ type: 'Approved', status: 'True', reason: 'Why', message: 'because' }];
    send('PUT', `${PATH}/jane`, { ...made.body, status: { conditions } });
    expect(send('GET', `${PATH}/jane`).body.status).toEqual({});
    const approved = send('PUT', `${PATH}/jane/approval`, { ...made.body, status: { conditions } });
    const time = '1970-01-01T00:00:00Z';
    expect(approved.body.status).toEqual({
      conditions: [{ ...conditions[0], lastUpdateTime: time, lastTransitionTime: time }],
    });
    const table = send('GET', `${PATH}/jane`, undefined, { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' });
    expect(table.body.rows).toMatchObject([
      { cells: ['jane', '0s', 'kubernetes.io/kube-apiserver-client', 'me', '<none>', 'Approved'] },
    ]);
    const denied = [...conditions, { type: 'Denied', status: 'True' }];
    const { message } = send('PUT', `${PATH}/jane/approval`, { ...approved.body, status: { conditions: denied } }).body;
    expect(message).toContain('Approved and Denied conditions are mutually exclusive');
  });

  it('hold a request, for a signer, with known usages', () => {
    const bad = { request: 'AA==', signerName: 'nobody', usages: ['x'], expirationSeconds: 5 };
    const { status, body } = server()('POST', PATH, { metadata: { name: 'jane' }, spec: bad });
    expect(status).toBe(422);
    for (const text of [
      'spec.request: Invalid value: []byte{0x0}: PEM block type must be CERTIFICATE REQUEST',
      'spec.usages[0]: Unsupported value: "x": supported values: "any", ',
      'spec.signerName: Invalid value: "nobody": must be a fully qualified domain and path of the form \'example.com/signer-name\'',
      'spec.expirationSeconds: Invalid value: 5: may not specify a duration less than 600 seconds (10 minutes)',
    ]) {
      expect(body.message).toContain(text);
    }
  });
});

describe('kinds that are left out', () => {
  it('are in discovery, empty, and refuse to be written', () => {
    const send = server();
    const path = '/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas';
    expect(send('GET', '/apis/flowcontrol.apiserver.k8s.io/v1')).toMatchObject({ status: 200 });
    expect(send('GET', path)).toMatchObject({ status: 200, body: { kind: 'FlowSchemaList', items: [] } });
    expect(send('POST', path, {})).toMatchObject({
      status: 501,
      body: { message: 'not simulated in Drydock: API priority and fairness' },
    });
    expect(send('DELETE', `${path}/x`)).toMatchObject({ status: 404 });
    const { items } = send('GET', '/apis/apiregistration.k8s.io/v1/apiservices').body;
    expect((items as { metadata: { name: string } }[]).map(({ metadata }) => metadata.name)).toContain(
      'v2.autoscaling',
    );
  });
});
