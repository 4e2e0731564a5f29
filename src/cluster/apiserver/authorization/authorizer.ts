import { goQuote } from '../../../api/go-quote.ts';
import type { User } from '../../../api/transport.ts';
import type { PolicyRule } from '../../../api/types/rbac.ts';
import type { AccessAttributes } from './access-attributes.ts';
import { ruleAllows } from './rule-allows.ts';
import { missingRoleText, type RuleResolver } from './rule-resolver.ts';
import type { AppliedBinding } from './subject-index.ts';

export interface Decision {
  readonly allowed: boolean;
  /** By what it is allowed, or what went wrong in finding out; often ''. */
  readonly reason: string;
}

/** Says who may do what. */
export interface Authorizer {
  authorize(asked: AccessAttributes): Decision;
  /** All rules that apply to a user in a namespace, and what went wrong in finding them. */
  rulesFor(user: User, namespace: string): { readonly rules: readonly PolicyRule[]; readonly error: string };
}

const PRIVILEGED_GROUP = 'system:masters';
const ALLOWED: Decision = { allowed: true, reason: '' };

/** These may do everything, whatever the roles say. Models apiserver authorizerfactory NewPrivilegedGroups. */
export const isPrivileged = ({ groups }: User): boolean => groups.includes(PRIVILEGED_GROUP);

/**
 * Models plugin/pkg/auth/authorizer/rbac RBACAuthorizer behind the privileged group. Unlike Kubernetes, there is no node
 * authorizer: kubelets are in-cluster parts here, which nobody has to authorize.
 */
export function createAuthorizer(resolver: RuleResolver): Authorizer {
  return {
    authorize(asked) {
      if (isPrivileged(asked.user)) return ALLOWED;
      let by: AppliedBinding | undefined;
      const missing: string[] = [];
      const namespace = asked.kind === 'resource' ? asked.namespace : '';
      resolver.visit(asked.user, namespace, (visited) => {
        if (visited.missing !== undefined) missing.push(missingRoleText(visited.missing));
        else if (ruleAllows(asked, visited.rule)) by = visited.source;
        return by === undefined;
      });
      if (by !== undefined) return { allowed: true, reason: `RBAC: allowed by ${sourceText(by)}` };
      return { allowed: false, reason: missing.length === 0 ? '' : `RBAC: ${aggregateText(missing)}` };
    },
    rulesFor(user, namespace) {
      const rules: PolicyRule[] = [];
      const missing: string[] = [];
      resolver.visit(user, namespace, (visited) => {
        if (visited.missing !== undefined) missing.push(missingRoleText(visited.missing));
        else rules.push(visited.rule);
        return true;
      });
      return { rules, error: aggregateText(missing) };
    },
  };
}

/** Models clusterRoleBindingDescriber and roleBindingDescriber. */
function sourceText({ binding, subject }: AppliedBinding): string {
  const { metadata, roleRef } = binding;
  const { namespace = '' } = metadata;
  const kind = namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding';
  const name = namespace === '' ? metadata.name : `${metadata.name}/${namespace}`;
  const whom = subject.kind === 'ServiceAccount' ? `${subject.name}/${subject.namespace || namespace}` : subject.name;
  return `${kind} ${goQuote(name)} of ${roleRef.kind} ${goQuote(roleRef.name)} to ${subject.kind} ${goQuote(whom)}`;
}

/** Models apimachinery util/errors Aggregate.Error. */
export function aggregateText(texts: readonly string[]): string {
  const distinct = [...new Set(texts)];
  return distinct.length > 1 ? `[${distinct.join(', ')}]` : (distinct[0] ?? '');
}
