import { goQuote } from '../../api/go-quote.ts';
import type { FlagValues } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import type { KubectlIo } from '../io.ts';
import { KubectlError } from '../kubectl-error.ts';

/** Refuses flags that say nothing of a request by path. Models CreateOptions.Validate and those like it. */
export function checkRawFlags(flags: FlagValues, needsFile = true): void {
  const [file, ...more] = flags.list('filename');
  if ((needsFile && file === undefined) || more.length > 0)
    throw new KubectlError('--raw can only use a single local file or stdin');
  if (/^https?:\/\//.test(file ?? '')) throw new KubectlError('--raw cannot read from a url');
  if (flags.bool('recursive')) throw new KubectlError('--raw and --recursive are mutually exclusive');
  if (flags.string('output') !== '') throw new KubectlError('--raw and --output are mutually exclusive');
}

/** Sends a file's text as it is to a path of the server and shows the answer. Models kubectl/pkg/rawhttp. */
export async function sendRaw(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  address: string,
  file: string | undefined,
  context: KubectlContext,
  io: KubectlIo,
): Promise<number> {
  if (!/^(\/|[a-z][a-z0-9+.-]*:)/i.test(address))
    throw new KubectlError(`--raw must be a valid URL path: parse ${goQuote(address)}: invalid URI for request`);
  const [path = '', search = ''] = address.split('?', 2);
  const query: Record<string, string> = {};
  for (const pair of search.split('&').filter((one) => one !== '')) {
    const equals = pair.indexOf('=');
    query[decodeURIComponent(equals < 0 ? pair : pair.slice(0, equals))] =
      equals < 0 ? '' : decodeURIComponent(pair.slice(equals + 1));
  }
  const sent = file === undefined ? undefined : file === '-' ? await io.readStdin() : io.files.read(file);
  if (file !== undefined && sent === undefined) throw new KubectlError(`open ${file}: no such file or directory`);
  const { body } = await context.raw({ method, path, query, ...(sent === undefined ? {} : { body: sent }) });
  await io.stdout.write(typeof body === 'string' ? body : JSON.stringify(body));
  return 0;
}
