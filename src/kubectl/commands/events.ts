import { humanAge } from '../../api/duration.ts';
import { parseTime } from '../../api/time.ts';
import type { Query, ResponseStream, WatchEvent } from '../../api/transport.ts';
import type { Event } from '../../api/types/core.ts';
import type { Millis } from '../../sim/clock.ts';
import type { FlagValues, KubectlCommand } from '../command.ts';
import type { KubectlContext } from '../context.ts';
import { eventInterval } from '../describe/describe-events.ts';
import type { KubectlIo } from '../io.ts';
import type { JsonObject } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { objectPrinter } from '../printers/object-printer.ts';
import { createTabWriter, tableLayout } from '../printers/tab-writer.ts';
import { streamFrames } from '../stream-frames.ts';
import { printFlags } from './write-flags.ts';

/** Models kubectl/pkg/cmd/events. */
export const eventsCommand: KubectlCommand = {
  name: 'events',
  section: 'Troubleshooting and Debugging Commands:',
  short: 'List events',
  long: `Display events.

 Prints a table of the most important information about events. You can request events for a namespace, for all namespace, or filtered to only those pertaining to a specified resource.`,
  examples: `  # List recent events in the default namespace
  kubectl events

  # List recent events for the specified pod, then wait for more events and list them as they arrive
  kubectl events --for pod/web-pod-13je7 --watch

  # List recent only events of type 'Warning' or 'Normal'
  kubectl events --types=Warning,Normal`,
  usage:
    '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  completes: 'none',
  flags: [
    {
      name: 'all-namespaces',
      shorthand: 'A',
      type: 'bool',
      help: 'If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.',
    },
    { name: 'chunk-size', type: 'int', default: '500', help: 'Return large lists in chunks rather than all at once.' },
    { name: 'for', type: 'string', help: 'Filter events to only those pertaining to the specified resource.' },
    {
      name: 'no-headers',
      type: 'bool',
      help: "When using the default output format, don't print headers.",
    },
    {
      name: 'types',
      type: 'stringSlice',
      help: 'Output only events of given types.',
      values: ['Normal', 'Warning'],
    },
    {
      name: 'watch',
      shorthand: 'w',
      type: 'bool',
      help: 'After listing the requested events, watch for more events.',
    },
    ...printFlags,
  ],
  async run({ flags }, context, io) {
    const fieldSelector = await selectorFor(flags.string('for'), context);
    const types = flags.list('types').map((type) => type.toLowerCase());
    if (types.some((type) => type !== 'normal' && type !== 'warning')) {
      throw new KubectlError('valid --types are Normal or Warning');
    }
    const wanted = (event: Event) => types.length === 0 || types.includes((event.type ?? '').toLowerCase());
    const namespace = flags.bool('all-namespaces') ? '' : context.namespace;
    const resource = await context.resource('events.v1.');
    const query: Query = fieldSelector === undefined ? {} : { fieldSelector };
    const print = eventPrinter(flags, io);
    if (flags.bool('watch')) {
      const watching = { ...query, watch: 'true' };
      const answer = await context.request({ method: 'GET', resource, namespace, query: watching });
      for await (const { type, object } of streamFrames(answer.body as ResponseStream<WatchEvent>, io.signal)) {
        if (type !== 'ADDED' && type !== 'MODIFIED') continue;
        const event = object as unknown as Event;
        if (wanted(event)) await print([event], false);
      }
      return 0;
    }
    const events = ((await context.list(resource, namespace, query)) as readonly Event[]).filter(wanted);
    if (events.length === 0) {
      const where = namespace === '' ? '' : ` in ${namespace} namespace`;
      await io.stderr.write(`No events found${where}.\n`);
      return 0;
    }
    await print(
      [...events].sort((a, b) => seenAt(a) - seenAt(b)),
      true,
    );
    return 0;
  },
};

/** Models decodeResourceTypeName and the field selector made of it. */
async function selectorFor(text: string, context: KubectlContext): Promise<string | undefined> {
  if (text === '') return undefined;
  const parts = text.split('/');
  if (parts.length === 1) throw new KubectlError('--for must be in resource/name form');
  if (parts.length > 2) throw new KubectlError('arguments in resource/name form may not have more than one slash');
  const { kind, group, version } = await context.resource(parts[0]!.toLowerCase());
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return `involvedObject.kind=${kind},involvedObject.apiVersion=${apiVersion},involvedObject.name=${parts[1]}`;
}

/** When an event was seen last. Models eventTime. */
function seenAt(event: Event): Millis {
  const text = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime;
  return parseTime(text ?? undefined) ?? Number.MIN_SAFE_INTEGER;
}

type PrintEvents = (events: readonly Event[], asList: boolean) => Promise<void>;

function eventPrinter(flags: FlagValues, io: KubectlIo): PrintEvents {
  const format = flags.string('output') || (flags.string('template') === '' ? '' : 'go-template');
  if (format !== '') {
    const textOf = objectPrinter(format, flags, io);
    return async (events, asList) => {
      const items = events.map((event) => ({ ...event, apiVersion: 'v1', kind: 'Event' }));
      const list = { apiVersion: 'v1', items, kind: 'EventList', metadata: {} };
      await io.stdout.write(textOf((asList ? list : items[0]!) as unknown as JsonObject));
    };
  }
  const writer = createTabWriter(tableLayout);
  const everywhere = flags.bool('all-namespaces');
  let headed = flags.bool('no-headers');
  return async (events) => {
    if (!headed) writer.write(`${everywhere ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n`);
    headed = true;
    const age = (text: string | undefined) => humanAge(parseTime(text), io.clock.now());
    for (const event of events) {
      const { kind = '', name = '' } = event.involvedObject;
      const cells = [
        ...(everywhere ? [event.metadata.namespace ?? ''] : []),
        eventInterval(event, age),
        event.type ?? '',
        event.reason ?? '',
        `${kind}/${name}`,
        (event.message ?? '').trim(),
      ];
      writer.write(`${cells.join('\t')}\n`);
    }
    await io.stdout.write(writer.flush());
  };
}
