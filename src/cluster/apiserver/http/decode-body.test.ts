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
    const complaints = 'duplicate field "metadata.name", duplicate field "data.k", unknown field "nope"';
    expect(send('POST', PATH, TWICE, { fieldValidation: 'Strict' })).toMatchObject({
      status: 400,
      message: `ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: ${complaints}`,
    });
    expect(send('POST', PATH, TWICE)).toMatchObject({
      status: 201,
      warning:
        '299 - "duplicate field \\"metadata.name\\"", 299 - "duplicate field \\"data.k\\"", 299 - "unknown field \\"nope\\""',
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

  it.each([
    ['{"nope":1,"nope":{"a":1,"a":2},"data":{"a":"1","a":"2"}}', 'unknown field "nope", duplicate field "data.a"'],
    [
      'data:\n  a: "1"\n  a: "2"\nnope: 1\n',
      'yaml: unmarshal errors:\n  line 3: key "a" already set in map, unknown field "nope"',
    ],
  ])('are complained about in the order of the text: %j', (body, complaints) => {
    const headers = { 'content-type': body.startsWith('{') ? 'application/json' : 'application/yaml' };
    expect(server()('POST', PATH, body, { fieldValidation: 'Strict' }, headers).message).toBe(
      `ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: ${complaints}`,
    );
  });

  const UNRECOGNIZED = 'the object provided is unrecognized (must be of type ConfigMap): ';
  it.each([
    [
      '',
      'application/json',
      `${UNRECOGNIZED}couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)`,
    ],
    [
      '{"a":',
      'application/json',
      `${UNRECOGNIZED}couldn't get version/kind; json parse error: unexpected end of JSON input ({"a":)`,
    ],
    ['a: [b', 'application/yaml', `${UNRECOGNIZED}yaml: did not find expected ',' or ']' (613a205b62)`],
    [
      '{"kind":"Pod","apiVersion":"v1"}',
      'application/json',
      'Pod in version "v1" cannot be handled as a ConfigMap: converting (v1.Pod) to (core.ConfigMap): unknown conversion',
    ],
    [
      '{"kind":"ConfigMap","apiVersion":"v2"}',
      'application/json',
      'ConfigMap in version "v2" cannot be handled as a ConfigMap: no kind "ConfigMap" is registered for version "v2" in scheme "pkg/api/legacyscheme/scheme.go:30"',
    ],
  ])('that are no such object are refused: %j', (body, type, message) => {
    expect(server()('POST', PATH, body, {}, { 'content-type': type })).toMatchObject({ status: 400, message });
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
