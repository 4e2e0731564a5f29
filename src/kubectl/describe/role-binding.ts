import type { KubeObject } from '../../api/object.ts';
import type { Describer } from './describer.ts';
import { describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

interface Binding extends KubeObject {
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

/** Models kubectl/pkg/describe RoleBindingDescriber and ClusterRoleBindingDescriber. */
const describer = (kind: 'RoleBinding' | 'ClusterRoleBinding'): Describer => ({
  group: 'rbac.authorization.k8s.io',
  kind,
  async describe({ info }) {
    const { metadata, roleRef, subjects = [] } = info.object as unknown as Binding;
    return describeText((out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      out.write(0, 'Role:\n');
      out.write(1, `Kind:\t${roleRef.kind}\n`);
      out.write(1, `Name:\t${roleRef.name}\n`);
      out.write(0, 'Subjects:\n');
      out.write(1, 'Kind\tName\tNamespace\n');
      out.write(1, '----\t----\t---------\n');
      for (const subject of subjects) out.write(1, `${subject.kind}\t${subject.name}\t${subject.namespace ?? ''}\n`);
    });
  },
});

export const roleBindingDescriber = describer('RoleBinding');
export const clusterRoleBindingDescriber = describer('ClusterRoleBinding');
