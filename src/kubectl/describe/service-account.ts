import type { Secret, ServiceAccount } from '../../api/types/core.ts';
import { describeEvents, searchEvents } from './describe-events.ts';
import type { Describer } from './describer.ts';
import { describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

/** Models kubectl/pkg/describe ServiceAccountDescriber. */
export const serviceAccountDescriber: Describer = {
  group: '',
  kind: 'ServiceAccount',
  async describe({ info, context, now, showEvents }) {
    const account = info.object as unknown as ServiceAccount;
    const { name, namespace = '', uid } = account.metadata;
    const secrets = (await context.list(await context.resource('secrets'), namespace)) as readonly Secret[];
    const known = new Set(secrets.map((secret) => secret.metadata.name));
    const tokens = secrets.filter(
      ({ type, metadata }) =>
        type === 'kubernetes.io/service-account-token' &&
        metadata.annotations?.['kubernetes.io/service-account.name'] === name &&
        metadata.annotations['kubernetes.io/service-account.uid'] === uid,
    );
    const events = showEvents
      ? await searchEvents(context, { name, namespace, kind: 'ServiceAccount', uid })
      : undefined;
    return describeText((out) => {
      out.write(0, `Name:\t${name}\n`);
      out.write(0, `Namespace:\t${namespace}\n`);
      describeLabels(out, 'Labels', account.metadata.labels);
      describeAnnotations(out, 'Annotations', account.metadata.annotations);
      const list = (title: string, names: readonly string[]) => {
        if (names.length === 0) out.write(0, `${title}\t<none>\n`);
        for (const [at, one] of names.entries())
          out.write(0, `${at === 0 ? title : ' '.repeat(19)}\t${one}${known.has(one) ? '' : ' (not found)'}\n`);
      };
      list(
        'Image pull secrets:',
        (account.imagePullSecrets ?? []).map((one) => one.name ?? ''),
      );
      list(
        'Mountable secrets: ',
        (account.secrets ?? []).map((one) => one.name ?? ''),
      );
      list(
        'Tokens:            ',
        tokens.map((one) => one.metadata.name),
      );
      describeEvents(out, events, now);
    });
  },
};
