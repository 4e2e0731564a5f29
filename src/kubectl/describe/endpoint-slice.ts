import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import type { EndpointSlice } from './endpoint-slices.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

/** Models kubectl/pkg/describe EndpointSliceDescriber. */
export const endpointSliceDescriber: Describer = {
  group: 'discovery.k8s.io',
  kind: 'EndpointSlice',
  describe(request) {
    const { metadata, addressType, ports, endpoints } = request.info.object as unknown as EndpointSlice;
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      out.write(0, `Namespace:\t${metadata.namespace ?? ''}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      out.write(0, `AddressType:\t${addressType}\n`);
      if (!ports?.length) out.write(0, 'Ports: <unset>\n');
      else {
        out.write(0, 'Ports:\n');
        out.write(1, 'Name\tPort\tProtocol\n');
        out.write(1, '----\t----\t--------\n');
        for (const { name, port, protocol } of ports)
          out.write(1, `${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol ?? ''}\n`);
      }
      if (!endpoints?.length) {
        out.write(0, 'Endpoints: <none>\n');
        return;
      }
      out.write(0, 'Endpoints:\n');
      for (const { addresses, conditions, hostname, targetRef, nodeName, zone } of endpoints) {
        out.write(1, `- Addresses:\t${addresses.join(', ') || '<none>'}\n`);
        out.write(2, 'Conditions:\n');
        out.write(3, `Ready:\t${conditions?.ready ?? '<unset>'}\n`);
        out.write(2, `Hostname:\t${hostname ?? '<unset>'}\n`);
        if (targetRef !== undefined) out.write(2, `TargetRef:\t${targetRef.kind ?? ''}/${targetRef.name ?? ''}\n`);
        out.write(2, `NodeName:\t${nodeName ?? '<unset>'}\n`);
        out.write(2, `Zone:\t${zone ?? '<unset>'}\n`);
      }
    });
  },
};
