import type { FieldDocs } from '../api/field-docs.ts';
import type { Transport } from '../api/transport.ts';

/** A transport that loads the texts about fields when OpenAPI is first asked for, since the engine itself cannot wait. */
export function documentedTransport(
  transport: Transport,
  load: () => Promise<FieldDocs>,
  give: (docs: FieldDocs) => void,
): Transport {
  let given = false;
  return {
    async send(request, signal) {
      if (!given && request.path.startsWith('/openapi/')) {
        give(await load());
        given = true;
      }
      return transport.send(request, signal);
    },
  };
}
