import type { KubectlContext } from './context.ts';
import { readList, readText } from './json.ts';

/** The same context, but its lists are read in pages of so many objects; 0 reads them whole. */
export function listingInChunks(context: KubectlContext, chunkSize: number): KubectlContext {
  if (chunkSize <= 0) return context;
  const list: KubectlContext['list'] = async (resource, namespace, query) => {
    const items: unknown[] = [];
    let token = '';
    do {
      const page = { ...query, limit: String(chunkSize), ...(token === '' ? {} : { continue: token }) };
      const { body } = await context.request({ method: 'GET', resource, namespace, query: page });
      items.push(...readList(body, 'items'));
      token = readText(body, 'metadata', 'continue');
    } while (token !== '');
    return items as never;
  };
  // Some of a context's properties are read when they are first needed, so it is not copied.
  return Object.create(context, { list: { value: list } }) as KubectlContext;
}
