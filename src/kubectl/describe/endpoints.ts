import type { EndpointAddress, Endpoints } from '../../api/types/service.ts';
import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

const addresses = (list: readonly EndpointAddress[] | undefined): string =>
  (list ?? []).map(({ ip }) => ip).join(',') || '<none>';

/** Models kubectl/pkg/describe EndpointsDescriber. */
export const endpointsDescriber: Describer = {
  group: '',
  kind: 'Endpoints',
  describe(request) {
    const { metadata, subsets = [] } = request.info.object as unknown as Endpoints;
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      out.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      out.write(0, 'Subsets:\n');
      for (const subset of subsets) {
        out.write(1, `Addresses:\t${addresses(subset.addresses)}\n`);
        out.write(1, `NotReadyAddresses:\t${addresses(subset.notReadyAddresses)}\n`);
        const ports = subset.ports ?? [];
        if (ports.length > 0) {
          out.write(1, 'Ports:\n');
          out.write(2, 'Name\tPort\tProtocol\n');
          out.write(2, '----\t----\t--------\n');
        }
        for (const port of ports) out.write(2, `${port.name || '<unset>'}\t${port.port}\t${port.protocol ?? ''}\n`);
        out.write(0, '\n');
      }
    });
  },
};
