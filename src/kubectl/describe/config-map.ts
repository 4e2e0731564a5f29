import type { ConfigMap } from '../../api/types/core.ts';
import { describeEvents, searchEvents } from './describe-events.ts';
import type { Describer } from './describer.ts';
import { describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

/** Models kubectl/pkg/describe ConfigMapDescriber; keys are sorted, where kubectl shows them in no fixed order. */
export const configMapDescriber: Describer = {
  group: '',
  kind: 'ConfigMap',
  async describe({ info, context, now, showEvents }) {
    const map = info.object as unknown as ConfigMap;
    const { name, namespace = '', uid } = map.metadata;
    const events = showEvents ? await searchEvents(context, { name, namespace, kind: 'ConfigMap', uid }) : undefined;
    return describeText((out) => {
      out.write(0, `Name:\t${name}\n`);
      out.write(0, `Namespace:\t${namespace}\n`);
      describeLabels(out, 'Labels', map.metadata.labels);
      describeAnnotations(out, 'Annotations', map.metadata.annotations);
      out.write(0, '\nData\n====\n');
      for (const key of Object.keys(map.data ?? {}).sort()) out.write(0, `${key}:\n----\n${map.data![key]}\n\n`);
      out.write(0, '\nBinaryData\n====\n');
      for (const key of Object.keys(map.binaryData ?? {}).sort())
        out.write(0, `${key}: ${decodedLength(map.binaryData![key]!)} bytes\n`);
      out.write(0, '\n');
      describeEvents(out, events, now);
    });
  },
};

/** The number of bytes behind a text in base 64. */
export function decodedLength(base64: string): number {
  const text = base64.replace(/=+$/, '');
  return Math.floor((text.length * 3) / 4);
}
