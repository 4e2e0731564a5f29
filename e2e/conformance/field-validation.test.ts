import { expect } from 'vitest';
import type { Status } from '../../src/api/transport.ts';
import { apply, createDefinition, removeDefinition } from './custom-resources.ts';
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

const ports = {
  type: 'array',
  'x-kubernetes-list-map-keys': ['containerPort', 'protocol'],
  'x-kubernetes-list-type': 'map',
  items: {
    type: 'object',
    required: ['containerPort', 'protocol'],
    properties: {
      containerPort: { format: 'int32', type: 'integer' },
      hostIP: { type: 'string' },
      hostPort: { format: 'int32', type: 'integer' },
      name: { type: 'string' },
      protocol: { type: 'string' },
    },
  },
};
const cronSpec = { type: 'string', pattern: '^(\\d+|\\*)(/\\d+)?(\\s+(\\d+|\\*)(/\\d+)?){4}$' };

const schema = (more: object) => ({
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      properties: { ...more, foo: { type: 'string' }, cronSpec, ports },
    },
  },
});

const head = (definition: { spec: { group: string; names: { kind: string } } }) => `
apiVersion: ${definition.spec.group}/v1beta1
kind: ${definition.spec.names.kind}
metadata:
  name: mytest`;

const tail = `
  cronSpec: "* * * * */5"
  ports:
  - name: x
    containerPort: 80
    protocol: TCP`;

spec(
  '[sig-api-machinery] FieldValidation should detect unknown metadata fields in both the root and embedded object of a CR [Conformance]',
  'field-validation',
  async (f) => {
    const metadata = { type: 'object', properties: { name: { type: 'string' } } };
    const template = {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      properties: { metadata, spec: { type: 'object' } },
    };
    const definition = await createDefinition(f, schema({ template }));
    const answer = await apply(
      f,
      definition,
      'mytest',
      `${head(definition)}
  unknownMeta: unknown
  finalizers:
  - test-finalizer
spec:
  template:
    apiversion: foo/v1
    kind: Sub
    metadata:
        unknownSubMeta: unknown
        name: subobject
        namespace: ${f.namespace}
  foo: foo1${tail}`,
    );
    expect(answer.text).toMatch(
      /\.spec\.template\.metadata\.unknownSubMeta: field not declared in schema|\.metadata\.unknownMeta: field not declared in schema/,
    );
    await removeDefinition(f, definition);
  },
);

spec(
  '[sig-api-machinery] FieldValidation should detect duplicates in a CR when preserving unknown fields [Conformance]',
  'field-validation',
  async (f) => {
    const definition = await createDefinition(f, schema({}));
    const finalizers = `
  finalizers:
  - test-finalizer
spec:
  unknown: uk1`;
    const twice = await apply(
      f,
      definition,
      'mytest',
      `${head(definition)}${finalizers}\n  foo: foo1\n  foo: foo2${tail}`,
    );
    expect(twice.text).toContain('line 11: key \\"foo\\" already set in map');
    // The other way round: what is right is created.
    const once = await apply(f, definition, 'mytest', `${head(definition)}\nspec:\n  unknown: uk1\n  foo: foo1${tail}`);
    expect(once.status).toBe(201);
    await removeDefinition(f, definition);
  },
);
