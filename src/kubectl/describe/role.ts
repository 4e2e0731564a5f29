import type { KubeObject } from '../../api/object.ts';
import type { Describer } from './describer.ts';
import { describeText } from './description.ts';
import { describeAnnotations, describeLabels } from './maps.ts';
import { describeRules, type PolicyRule } from './policy-rules.ts';

/** Models kubectl/pkg/describe RoleDescriber and ClusterRoleDescriber. */
const describer = (kind: 'Role' | 'ClusterRole'): Describer => ({
  group: 'rbac.authorization.k8s.io',
  kind,
  async describe({ info }) {
    const { metadata, rules } = info.object as unknown as KubeObject & { readonly rules?: readonly PolicyRule[] };
    return describeText((out) => {
      out.write(0, `Name:\t${metadata.name}\n`);
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      describeRules(out, rules ?? []);
    });
  },
});

export const roleDescriber = describer('Role');
export const clusterRoleDescriber = describer('ClusterRole');
