import type { Secret } from '../../api/types/core.ts';
import { decodedLength } from './config-map.ts';
import type { Describer } from './describer.ts';
import { describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

/** Models kubectl/pkg/describe SecretDescriber; keys are sorted, where kubectl shows them in no fixed order. */
export const secretDescriber: Describer = {
  group: '',
  kind: 'Secret',
  async describe({ info }) {
    const secret = info.object as unknown as Secret;
    return describeText((out) => {
      out.write(0, `Name:\t${secret.metadata.name}\n`);
      out.write(0, `Namespace:\t${secret.metadata.namespace ?? ''}\n`);
      describeLabels(out, 'Labels', secret.metadata.labels);
      describeAnnotations(out, 'Annotations', secret.metadata.annotations);
      out.write(0, `\nType:\t${secret.type ?? ''}\n`);
      out.write(0, '\nData\n====\n');
      const data = secret.data ?? {};
      for (const key of Object.keys(data).sort()) {
        const isToken = key === 'token' && secret.type === 'kubernetes.io/service-account-token';
        out.write(0, `${key}:\t${isToken ? atob(data[key]!) : `${decodedLength(data[key]!)} bytes`}\n`);
      }
    });
  },
};
