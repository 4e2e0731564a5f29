import { describe, expect, it } from 'vitest';
import discoveryFacts from '../../../api/schema/discovery.json' with { type: 'json' };
import type { HttpHeaders, Method, Query } from '../../../api/transport.ts';
import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

function server() {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  const user = { name: 'me', groups: ['system:masters'] };
  return (path: string, headers: HttpHeaders = {}, query: Query = {}, method: Method = 'GET') =>
    api.handle({ method, path, query, headers, user });
}

interface GroupList {
  readonly items: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources: readonly {
        readonly resource: string;
        readonly subresources?: readonly { subresource: string }[];
      }[];
    }[];
  }[];
}

describe('discovery', () => {
  it('has every resource that a Kubernetes 1.33 has', () => {
    const send = server();
    const found = ['/api', '/apis'].flatMap((path) =>
      (send(path, { accept: AGGREGATED }).body as GroupList).items.flatMap(({ metadata: { name = '' }, versions }) =>
        versions.flatMap(({ version, resources }) =>
          resources.flatMap(({ resource, subresources = [] }) => {
            const start = `${name === '' ? '' : `${name}/`}${version} ${resource}`;
            return [start, ...subresources.map(({ subresource }) => `${start}/${subresource}`)];
          }),
        ),
      ),
    );
    const recorded = (discoveryFacts as readonly { groupVersion: string; name: string }[]).map(
      ({ groupVersion, name }) => `${groupVersion} ${name}`,
    );
    expect(recorded.filter((one) => !found.includes(one))).toEqual([]);
  });

  it('is told once to those who remember it', () => {
    const send = server();
    const { headers } = send('/apis', { accept: AGGREGATED });
    expect(headers['content-type']).toBe(AGGREGATED);
    const again = send('/apis', { accept: AGGREGATED, 'if-none-match': headers.etag! });
    expect([again.status, again.body]).toEqual([304, undefined]);
  });

  it('names OpenAPI documents by their content', () => {
    const send = server();
    const { paths } = send('/openapi/v3').body as {
      readonly paths: Readonly<Record<string, { readonly serverRelativeURL: string }>>;
    };
    const hash = paths['apis/apps/v1']!.serverRelativeURL.split('?hash=')[1]!;
    const known = send('/openapi/v3/apis/apps/v1', {}, { hash });
    expect(known).toMatchObject({ status: 200, headers: { etag: `"${hash}"`, 'cache-control': 'public, immutable' } });
    expect(send('/openapi/v3/apis/apps/v1', {}, { hash: 'OLD' })).toMatchObject({
      status: 301,
      headers: { location: paths['apis/apps/v1']!.serverRelativeURL },
    });
    expect(send('/openapi/v3/apis/apps/v1', { 'if-none-match': `"${hash}"` }).status).toBe(304);
  });

  it('answers for health as a whole and for each check', () => {
    const send = server();
    expect(send('/readyz/poststarthook/rbac/bootstrap-roles').body).toBe('ok');
    expect(send('/livez/nothing').status).toBe(404);
    const all = send('/livez', {}, { verbose: '', exclude: ['etcd', 'x'] }).body as string;
    expect(all).toContain('[+]ping ok\n[+]log ok\n[+]etcd excluded: ok\n');
    expect(all).toContain('warn: some health checks cannot be excluded: no matches for "x"\nlivez check passed\n');
  });
});
