import type { KubeObject } from '../../api/object.ts';
import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

interface IngressClass extends KubeObject {
  readonly spec: {
    readonly controller?: string;
    readonly parameters?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
  };
}

/** Models kubectl/pkg/describe IngressClassDescriber. */
export const ingressClassDescriber: Describer = {
  group: 'networking.k8s.io',
  kind: 'IngressClass',
  describe(request) {
    const { metadata, spec } = request.info.object as unknown as IngressClass;
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      out.write(0, `Controller:\t${spec?.controller ?? ''}\n`);
      const parameters = spec?.parameters;
      if (parameters === undefined) return;
      out.write(0, 'Parameters:\n');
      if (parameters.apiGroup !== undefined) out.write(1, `APIGroup:\t${parameters.apiGroup}\n`);
      out.write(1, `Kind:\t${parameters.kind}\n`);
      out.write(1, `Name:\t${parameters.name}\n`);
    });
  },
};
