import { expect } from 'vitest';
import type { Status } from '../../src/api/transport.ts';
import { spec } from './framework.ts';
import { at } from './paths.ts';

/** Re-expresses test/e2e/apimachinery/chunking.go and table_conversion.go. */

const TOTAL = 400;

spec(
  '[sig-api-machinery] Servers with support for API chunking should return chunks of results for list calls [Conformance]',
  'chunking',
  async (f) => {
    const path = at('v1', 'podtemplates', f.namespace);
    const nameOf = (index: number) => `template-${String(index).padStart(4, '0')}`;
    const create = async (index: number) =>
      f.client.create(path, {
        apiVersion: 'v1',
        kind: 'PodTemplate',
        metadata: { name: nameOf(index) },
        template: { spec: { containers: [{ name: 'test', image: 'test2' }] } },
      });
    await Promise.all(Array.from({ length: TOTAL }, (_, index) => create(index)));

    for (const size of [1, 17, 39]) {
      let [token, revision] = ['', ''];
      const names: string[] = [];
      do {
        const limit = 1 + ((names.length * 7 + size) % (TOTAL / 10));
        const page = await f.client.list(path, token === '' ? { limit } : { limit, continue: token });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        if (revision === '') revision = page.metadata.resourceVersion;
        expect(page.metadata.resourceVersion).toBe(revision);
        names.push(...page.items.map(({ metadata }) => metadata.name));
        token = page.metadata.continue ?? '';
        expect(page.metadata.remainingItemCount).toBe(token === '' ? undefined : TOTAL - names.length);
      } while (token !== '');
      expect(names).toEqual(Array.from({ length: TOTAL }, (_, index) => nameOf(index)));
    }
    expect((await f.client.list(path, { limit: TOTAL + 1 })).items.length).toBe(TOTAL);
  },
);

spec(
  '[sig-api-machinery] Servers with support for Table transformation should return a 406 for a backend which does not implement metadata [Conformance]',
  'tables',
  async (f) => {
    const review = {
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: { creationTimestamp: null },
      spec: { nonResourceAttributes: { path: '/', verb: 'get' } },
      status: { allowed: false },
    };
    const path = at('authorization.k8s.io/v1', 'selfsubjectaccessreviews');
    const headers = {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
      'content-type': 'application/json',
    };
    const answer = await f.client.raw('POST', path, {}, JSON.stringify(review), headers);
    expect(answer.status).toBe(406);
    expect((JSON.parse(answer.text) as Status).code).toBe(406);
  },
);
