import { createWorld } from '../../../sim/world.ts';
import { createApiServer } from '../api-server.ts';

const user = { name: 'kubernetes-admin', groups: ['system:masters'] };

/** What the server says to a new object, and then to another one put in its place. */
export function said(path: string, object: object, change?: object, rest = ''): string {
  const api = createApiServer(createWorld({ seed: 1, startAt: 0 }));
  api.bootstrap();
  const send = (method: 'POST' | 'PATCH', at: string, body: object) => {
    const headers = { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' };
    const answer = api.handle({ method, path: at, query: {}, headers, user, body: JSON.stringify(body) });
    return answer.status < 300 ? '' : ((answer.body as { message?: string }).message ?? '');
  };
  const named = { metadata: { name: 'x' }, ...object } as { metadata: { name: string } };
  const made = send('POST', path, named);
  if (made !== '' || change === undefined) return made.replace(/^\S+ "\S*" is invalid: /, '');
  return send('PATCH', `${path}/${named.metadata.name}${rest}`, change).replace(/^\S+ "\S*" is invalid: /, '');
}
