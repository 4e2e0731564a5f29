import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const PATH = '/api/v1/namespaces/default/configmaps';
const TWICE =
  '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","name":"a"},"data":{"k":"1","k":"2"},"nope":1}';

function server() {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  return (method: ApiRequest['method'], path: string, body: string, query = {}, headers = {}) => {
    const answer = api.handle({ method, path, query, headers, body, user: { name: 'me', groups: ['system:masters'] } });
    const { message, reason } = answer.body as { readonly message?: string; readonly reason?: string };
    return { status: answer.status, message, reason, warning: answer.headers.warning };
  };
}

describe('bodies', () => {
  it('are decoded strictly when asked, else with warnings', () => {
    const send = server();
    const complaints = 'unknown field "nope", duplicate field "metadata.name", duplicate field "data.k"';
    expect(send('POST', PATH, TWICE, { fieldValidation: 'Strict' })).toMatchObject({
      status: 400,
      message: `ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: ${complaints}`,
    });
    expect(send('POST', PATH, TWICE)).toMatchObject({
      status: 201,
      warning:
        '299 - "unknown field \\"nope\\"", 299 - "duplicate field \\"metadata.name\\"", 299 - "duplicate field \\"data.k\\""',
    });
    expect(send('PUT', `${PATH}/a`, TWICE, { fieldValidation: 'Ignore' }).warning).toBeUndefined();
    const patch = '{"data":{"k":"3","k":"4"}}';
    const type = (name: string) => ({ 'content-type': `application/${name}-patch+json` });
    expect(send('PATCH', `${PATH}/a`, patch, { fieldValidation: 'Strict' }, type('strategic-merge'))).toMatchObject({
      status: 422,
      message:
        ' "" is invalid: patch: Invalid value: "map[data:map[k:4]]": strict decoding error: duplicate field "data.k"',
    });
    const operations = '[{"op":"add","op":"add","path":"/data/z","value":"1"}]';
    expect(send('PATCH', `${PATH}/a`, operations, {}, type('json')).warning).toBe(
      '299 - "json patch duplicate field \\"[0].op\\""',
    );
  });

  it('are refused by type, size and depth', () => {
    const send = server();
    expect(send('POST', PATH, 'x', {}, { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
      reason: 'UnsupportedMediaType',
      message:
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    });
    expect(send('PATCH', `${PATH}/a`, '{}', {}, { 'content-type': 'application/json' })).toMatchObject({
      status: 415,
      message:
        'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml',
    });
    expect(send('GET', PATH, '', {}, { accept: 'text/html' })).toMatchObject({
      status: 406,
      reason: 'NotAcceptable',
      message:
        'only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    });
    expect(send('POST', PATH, `"${'x'.repeat(3 * 1024 * 1024)}"`)).toMatchObject({
      status: 413,
      message: 'Request entity too large: limit is 3145728',
    });
    expect(send('POST', PATH, '['.repeat(5000) + ']'.repeat(5000))).toMatchObject({
      status: 400,
      message: 'exceeded max depth',
    });
  });
});
