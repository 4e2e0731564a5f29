import { ApiError } from '../../../api/api-error.ts';
import type { Query, ResponseStream, WatchEvent } from '../../../api/transport.ts';
import type { ParsedCommand } from '../../command.ts';
import type { KubectlContext } from '../../context.ts';
import type { KubectlIo } from '../../io.ts';
import { isJsonObject, type JsonObject, readList, readPath, readText } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { objectPrinter } from '../../printers/object-printer.ts';
import { createTabWriter, tableLayout } from '../../printers/tab-writer.ts';
import { tableAccept, tableFrom } from '../../printers/table.ts';
import { expandCategories, parseResourceArgs } from '../../resource-args.ts';
import { streamFrames } from '../../stream-frames.ts';
import { clientTable } from './client-table.ts';
import { getOnlyFormats } from './get-generic.ts';
import { tablePrinterFor } from './get-options.ts';

/** `kubectl get -w`: what is there now, then every change. Models GetOptions.watch. */
export async function watchObjects(command: ParsedCommand, context: KubectlContext, io: KubectlIo): Promise<number> {
  const { flags } = command;
  const { resource, name } = await watchedThing(command, context);
  const namespace = flags.bool('all-namespaces') ? '' : context.namespace;
  const output = flags.string('output');
  const asTable = output === '' || output === 'wide';
  const accept = asTable ? tableAccept : undefined;
  const print = asTable ? tablePrinter(command, resource, io) : plainPrinter(command, io);

  const selection: Query = {
    ...(flags.string('selector').trim() === '' ? {} : { labelSelector: flags.string('selector').trim() }),
    ...(name !== undefined
      ? { fieldSelector: `metadata.name=${name}` }
      : flags.string('field-selector').trim() === ''
        ? {}
        : { fieldSelector: flags.string('field-selector').trim() }),
  };
  if (name !== undefined) await context.get(resource, namespace, name);
  const { body } = await context.request({ method: 'GET', resource, namespace, query: selection, accept });
  if (!flags.bool('watch-only')) {
    const table = tableFrom(body);
    if (table !== undefined && flags.bool('output-watch-events')) {
      await print('ADDED', body);
    } else if (table !== undefined) await print(undefined, body);
    else {
      const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
      for (const item of readList(body, 'items').filter(isJsonObject)) {
        await print(flags.bool('output-watch-events') ? 'ADDED' : undefined, {
          apiVersion,
          kind: resource.kind,
          ...item,
        });
      }
    }
  }
  const query = { ...selection, watch: 'true', resourceVersion: readText(body, 'metadata', 'resourceVersion') };
  const answer = await context.request({ method: 'GET', resource, namespace, query, accept });
  for await (const event of streamFrames(answer.body as ResponseStream<WatchEvent>, io.signal)) {
    if (event.type === 'BOOKMARK') continue;
    if (event.type === 'ERROR') {
      const code = readPath(event.object, 'code');
      throw new ApiError(
        typeof code === 'number' ? code : 500,
        readText(event.object, 'reason'),
        readText(event.object, 'message'),
      );
    }
    await print(flags.bool('output-watch-events') ? event.type : undefined, event.object);
  }
  return 0;
}

async function watchedThing(command: ParsedCommand, context: KubectlContext) {
  const parsed = parseResourceArgs(command.args);
  const several = new KubectlError(
    'watch is only supported on individual resources and resource collections - more than 1 resource was found',
  );
  if (parsed.kind === 'none') {
    throw new KubectlError('not simulated in Drydock: get --watch of a file');
  }
  if (parsed.kind === 'tuples') {
    if (parsed.tuples.length > 1) throw several;
    return { resource: await context.resource(parsed.tuples[0]!.type), name: parsed.tuples[0]!.name };
  }
  const types = expandCategories(parsed.types, await context.resources());
  if (types.length > 1) throw new KubectlError('you may only specify a single resource type');
  if (parsed.names.length > 1) throw several;
  return { resource: await context.resource(types[0]!), name: parsed.names[0] };
}

type PrintEvent = (type: string | undefined, object: unknown) => Promise<void>;

function tablePrinter(
  command: ParsedCommand,
  resource: Awaited<ReturnType<KubectlContext['resource']>>,
  io: KubectlIo,
): PrintEvent {
  const printer = tablePrinterFor(command.flags, resource, false);
  const writer = createTabWriter(tableLayout);
  return async (type, object) => {
    writer.write(printer.print(tableFrom(object) ?? clientTable(object as JsonObject, io.clock.now()), type));
    const text = writer.flush();
    if (text !== '') await io.stdout.write(text);
  };
}

function plainPrinter(command: ParsedCommand, io: KubectlIo): PrintEvent {
  const print = objectPrinter(command.flags.string('output'), command.flags, io, getOnlyFormats);
  return async (type, object) => {
    await io.stdout.write(print(type === undefined ? (object as JsonObject) : { type, object }));
  };
}
