import { expect } from 'vitest';
import { type Framework, spec } from './framework.ts';
import { EXPECTED } from './served-resources.ts';

/** Re-expresses test/e2e/apimachinery/aggregated_discovery.go. */

const V2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const V2_BETA1 = 'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';

interface Groups {
  readonly kind: string;
  readonly items: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly { readonly version: string; readonly resources: readonly { resource: string }[] }[];
  }[];
}

async function discover(f: Framework, path: string, accept: string): Promise<readonly string[]> {
  const answer = await f.client.raw('GET', path, {}, undefined, { accept });
  expect(answer.status).toBe(200);
  // client-go reads the aggregated form only where the content type names it.
  expect(answer.headers['content-type']).toBe(V2);
  const groups = JSON.parse(answer.text) as Groups;
  expect(groups.kind).toBe('APIGroupDiscoveryList');
  return groups.items.flatMap(({ metadata, versions }) =>
    versions.flatMap(({ version, resources }) => {
      const prefix = metadata.name === undefined || metadata.name === '' ? version : `${metadata.name}/${version}`;
      return resources.map(({ resource }) => `${prefix} ${resource}`);
    }),
  );
}

spec(
  '[sig-api-machinery] AggregatedDiscovery should support raw aggregated discovery endpoint Accept headers [Conformance]',
  'aggregateddiscovery',
  async (f) => {
    const found = [...(await discover(f, '/api', V2)), ...(await discover(f, '/apis', V2))];
    expect(found).toEqual(expect.arrayContaining(EXPECTED.map((one) => one.join(' '))));
  },
);

spec(
  '[sig-api-machinery] AggregatedDiscovery should support aggregated discovery interface [Conformance]',
  'aggregateddiscovery',
  async (f) => {
    // This is what client-go's GroupsAndMaybeResources sends.
    const accept = `${V2},${V2_BETA1},application/json`;
    const found = [...(await discover(f, '/api', accept)), ...(await discover(f, '/apis', accept))];
    expect(found).toEqual(expect.arrayContaining(EXPECTED.map((one) => one.join(' '))));
  },
);
