import { expect } from 'vitest';
import type { KubeObject } from '../../src/api/object.ts';
import type { CustomResourceDefinition } from '../../src/api/types/custom-resource-definition.ts';
import { type Framework, SECOND } from './framework.ts';
import { at } from './paths.ts';

let made = 0;
const definitionPath = (name?: string) => at('apiextensions.k8s.io/v1', 'customresourcedefinitions', undefined, name);

/**
 * Creates a definition with two versions of this schema and waits until its objects are served and watched.
 * Models apiextensions test fixtures NewRandomNameMultipleVersionCustomResourceDefinition and
 * CreateNewV1CustomResourceDefinition.
 */
export async function createDefinition(f: Framework, openAPIV3Schema: object): Promise<CustomResourceDefinition> {
  const kind = `Test${made++}a`;
  const plural = `${kind.toLowerCase()}s`;
  const group = 'mygroup.example.com';
  const version = (name: string, storage: boolean) => ({ name, served: true, storage, schema: { openAPIV3Schema } });
  const name = `${plural}.${group}`;
  const created = await f.client.create<CustomResourceDefinition>(definitionPath(), {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name },
    spec: {
      group,
      versions: [version('v1beta1', true), version('v1beta2', false)],
      names: { plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List` },
      scope: 'Cluster',
    },
    status: { conditions: null, acceptedNames: { plural: '', kind: '' }, storedVersions: null },
  });
  await f.poll('it is established', SECOND / 2, 30 * SECOND, async () => {
    const { status } = await f.client.get<CustomResourceDefinition>(definitionPath(name));
    return status?.conditions?.some((one) => one.type === 'Established' && one.status === 'True') === true;
  });
  for (const one of ['v1beta1', 'v1beta2']) {
    await f.poll('it is in discovery', SECOND / 2, 30 * SECOND, async () => {
      const answer = await f.client.raw('GET', `/apis/${group}/${one}`);
      return answer.status === 200 && answer.text.includes(`"name":"${plural}"`);
    });
  }
  await primeWatch(f, created);
  return created;
}

/** An object is created, watched from its own version, and deleted. */
async function primeWatch(f: Framework, { spec }: CustomResourceDefinition): Promise<void> {
  const path = (name?: string) => at(`${spec.group}/v1beta1`, spec.names.plural, undefined, name);
  const instance = {
    apiVersion: `${spec.group}/v1beta1`,
    kind: spec.names.kind,
    metadata: { name: 'setup-instance' },
    alpha: 'foo_123',
    beta: 10,
    gamma: 'bar',
    delta: 'hello',
    epsilon: 'foobar',
    spec: {},
  };
  const answer = await f.client.raw('POST', path(), {}, JSON.stringify(instance), {
    'content-type': 'application/json',
  });
  expect(answer.status).toBe(201);
  const { resourceVersion } = (JSON.parse(answer.text) as KubeObject).metadata;
  const watching = await f.client.watch(path(), { resourceVersion });
  const removed = await f.client.raw('DELETE', path('setup-instance'));
  expect(removed.status).toBe(200);
  await f.sleep(0);
  expect(watching.take()).toMatchObject({ type: 'DELETED', object: { metadata: { name: 'setup-instance' } } });
  watching.close();
}

/** Applies a YAML text strictly and gives the answer's text. */
export async function apply(f: Framework, { spec }: CustomResourceDefinition, name: string, body: string) {
  const path = at(`${spec.group}/v1beta1`, spec.names.plural, undefined, name);
  const query = { fieldManager: 'field_validation_mgr', fieldValidation: 'Strict' };
  return f.client.raw('PATCH', path, query, body, { 'content-type': 'application/apply-patch+yaml' });
}

/** Deletes a definition and waits until it is gone, and its objects with it. */
export async function removeDefinition(f: Framework, { metadata }: CustomResourceDefinition): Promise<void> {
  await f.client.remove(definitionPath(metadata.name));
  await f.poll('it is gone', SECOND, 30 * SECOND, async () => {
    return (await f.client.raw('GET', definitionPath(metadata.name))).status === 404;
  });
}
