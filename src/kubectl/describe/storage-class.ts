import { formatLabels } from '../../api/labels.ts';
import type { KubeObject } from '../../api/object.ts';
import { describeObject, flagText } from './describe-object.ts';
import type { Describer } from './describer.ts';

interface StorageClass extends KubeObject {
  readonly provisioner: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly allowVolumeExpansion?: boolean;
  readonly mountOptions?: readonly string[];
  readonly reclaimPolicy?: string;
  readonly volumeBindingMode?: string;
  readonly allowedTopologies?: readonly {
    readonly matchLabelExpressions?: readonly { readonly key: string; readonly values: readonly string[] }[];
  }[];
}

const DEFAULT_MARKS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** Models kubectl/pkg/describe StorageClassDescriber. */
export const storageClassDescriber: Describer = {
  group: 'storage.k8s.io',
  kind: 'StorageClass',
  describe(request) {
    const object = request.info.object as unknown as StorageClass;
    const { annotations } = object.metadata;
    return describeObject(request, (out) => {
      out.write(0, `Name:\t${object.metadata.name}\n`);
      const isDefault = DEFAULT_MARKS.some((mark) => annotations?.[mark] === 'true');
      out.write(0, `IsDefaultClass:\t${isDefault ? 'Yes' : 'No'}\n`);
      out.write(0, `Annotations:\t${formatLabels(annotations) || '<none>'}\n`);
      out.write(0, `Provisioner:\t${object.provisioner}\n`);
      out.write(0, `Parameters:\t${formatLabels(object.parameters) || '<none>'}\n`);
      out.write(0, `AllowVolumeExpansion:\t${flagText(object.allowVolumeExpansion)}\n`);
      const options = object.mountOptions ?? [];
      out.write(0, `MountOptions:${options.length === 0 ? '\t<none>' : ''}\n`);
      for (const option of options) out.write(1, `${option}\n`);
      if (object.reclaimPolicy !== undefined) out.write(0, `ReclaimPolicy:\t${object.reclaimPolicy}\n`);
      if (object.volumeBindingMode !== undefined) out.write(0, `VolumeBindingMode:\t${object.volumeBindingMode}\n`);
      const terms = object.allowedTopologies;
      if (terms === undefined) return;
      out.write(0, `AllowedTopologies:\t${terms.length === 0 ? '<none>' : ''}\n`);
      for (const [at, { matchLabelExpressions = [] }] of terms.entries()) {
        const rules = matchLabelExpressions.map(({ key, values }) => `${key} in [${values.join(', ')}]`);
        out.write(1, `Term ${at}:\t${rules[0] ?? '<none>'}\n`);
        for (const rule of rules.slice(1)) out.write(1, `\t${rule}\n`);
      }
    });
  },
};
