import { goQuote } from '../../../api/go-quote.ts';
import type { User } from '../../../api/transport.ts';
import type { PolicyRule } from '../../../api/types/rbac.ts';
import type { Store } from '../../store/store.ts';
import type { AccessAttributes } from './access-attributes.ts';
import { isNode, judgeNode } from './node-authorizer.ts';
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
  rulesFor(user: User, namespace: string): KnownRules;
}

export interface KnownRules {
  readonly rules: readonly PolicyRule[];
  /** What went wrong in finding them; often ''. */
  readonly error: string;
  /** The user may do more than these rules say. */
  readonly incomplete: boolean;
}

const PRIVILEGED_GROUP = 'system:masters';
const ALLOWED: Decision = { allowed: true, reason: '' };

/** These may do everything, whatever the roles say. Models apiserver authorizerfactory NewPrivilegedGroups. */
export const isPrivileged = ({ groups }: User): boolean => groups.includes(PRIVILEGED_GROUP);

/** The privileged group, then the node authorizer, then plugin/pkg/auth/authorizer/rbac RBACAuthorizer. */
export function createAuthorizer(resolver: RuleResolver, store: Store): Authorizer {
  return {
    authorize(asked) {
      if (isPrivileged(asked.user)) return ALLOWED;
      const node = judgeNode(asked, store);
      if (node?.allowed === true) return node;
      let by: AppliedBinding | undefined;
      const missing: string[] = [];
      const namespace = asked.kind === 'resource' ? asked.namespace : '';
      resolver.visit(asked.user, namespace, (visited) => {
        if (visited.missing !== undefined) missing.push(missingRoleText(visited.missing));
        else if (ruleAllows(asked, visited.rule)) by = visited.source;
        return by === undefined;
      });
      if (by !== undefined) return { allowed: true, reason: `RBAC: allowed by ${sourceText(by)}` };
      const rbac = missing.length === 0 ? '' : `RBAC: ${aggregateText(missing)}`;
      return { allowed: false, reason: [node?.reason ?? '', rbac].filter((text) => text !== '').join('\n') };
    },
    rulesFor(user, namespace) {
      const rules: PolicyRule[] = [];
      const missing: string[] = [];
      resolver.visit(user, namespace, (visited) => {
        if (visited.missing !== undefined) missing.push(missingRoleText(visited.missing));
        else rules.push(visited.rule);
        return true;
      });
      const incomplete = isNode(user);
      const errors = incomplete ? ['node authorizer does not support user rule resolution', ...missing] : missing;
      return { rules, error: aggregateText(errors), incomplete };
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
