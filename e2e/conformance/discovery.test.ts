import { expect } from 'vitest';
import { type Framework, spec } from './framework.ts';
import { EXPECTED } from './served-resources.ts';

/** Re-expresses test/e2e/apimachinery/discovery.go and server_version.go. */

async function read<T>(f: Framework, path: string): Promise<T> {
  const answer = await f.client.raw('GET', path);
  expect([path, answer.status]).toEqual([path, 200]);
  expect(answer.headers['content-type']).toBe('application/json');
  return JSON.parse(answer.text) as T;
}

interface Group {
  readonly kind: string;
  readonly name: string;
  readonly preferredVersion: { readonly groupVersion: string };
  readonly versions: readonly { readonly groupVersion: string }[];
}

spec(
  '[sig-api-machinery] Discovery should validate PreferredVersion for each APIGroup [Conformance]',
  'discovery',
  async (f) => {
    const list = await read<{ kind: string; groups: readonly Group[] }>(f, '/apis/');
    expect(list.kind).toBe('APIGroupList');
    expect(list.groups.length).toBeGreaterThan(0);
    for (const { name } of list.groups) {
      const group = await read<Group>(f, `/apis/${name}/`);
      expect(group.kind).toBe('APIGroup');
      expect(group.versions).toContainEqual(group.preferredVersion);
    }
  },
);

spec(
  '[sig-api-machinery] Discovery should locate the groupVersion and a resource within each APIGroup [Conformance]',
  'discovery',
  async (f) => {
    for (const [version, resource] of EXPECTED) {
      const path = version === 'v1' ? '/api/v1' : `/apis/${version}`;
      const list = await read<{ groupVersion: string; resources: readonly { name: string }[] }>(f, path);
      expect(list.groupVersion).toBe(version);
      expect(list.resources.map(({ name }) => name)).toContain(resource);
    }
  },
);

spec('[sig-api-machinery] server version should find the server version [Conformance]', 'server-version', async (f) => {
  const { major, minor } = await read<{ major: string; minor: string }>(f, '/version');
  expect(major).toMatch(/^[1-9]$/);
  expect(minor).toMatch(/^\d+[^\d]*$/);
});
