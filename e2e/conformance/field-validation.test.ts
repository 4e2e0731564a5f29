import { expect } from 'vitest';
import type { Status } from '../../src/api/transport.ts';
import { type Framework, spec } from './framework.ts';
import { at } from './paths.ts';

/** Re-expresses test/e2e/apimachinery/field_validation.go. */

async function refused(f: Framework, body: string): Promise<string> {
  const query = { fieldManager: 'field_validation_mgr', fieldValidation: 'Strict' };
  const path = at('apps/v1', 'deployments', f.namespace);
  const answer = await f.client.raw('POST', path, query, body, { 'content-type': 'application/json' });
  expect(answer.status).toBe(400);
  return (JSON.parse(answer.text) as Status).message ?? '';
}

const deployment = (meta: string, spec: string) => `{
  "apiVersion": "apps/v1",
  "kind": "Deployment",
  "metadata": {"name": "my-dep", ${meta} "labels": {"app": "nginx"}},
  "spec": {
    ${spec}
    "selector": {"matchLabels": {"app": "nginx"}},
    "template": {
      "metadata": {"labels": {"app": "nginx"}},
      "spec": {"containers": [{"name":  "nginx", "image": "nginx:latest"}]}
    }
  }
}`;

spec(
  '[sig-api-machinery] FieldValidation should detect unknown and duplicate fields of a typed object [Conformance]',
  'field-validation',
  async (f) => {
    const body = deployment('', '"unknownField": "foo", "replicas": 2, "replicas": 3,');
    expect(await refused(f, body)).toContain(
      'strict decoding error: unknown field "spec.unknownField", duplicate field "spec.replicas"',
    );
  },
);

spec(
  '[sig-api-machinery] FieldValidation should detect unknown metadata fields of a typed object [Conformance]',
  'field-validation',
  async (f) => {
    const body = deployment('"unknownMeta": "foo",', '');
    expect(await refused(f, body)).toContain('strict decoding error: unknown field "metadata.unknownMeta"');
  },
);
