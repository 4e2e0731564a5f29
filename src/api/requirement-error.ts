import { parseInt64, type Requirement } from './label-requirement.ts';
import { isQualifiedName, isValidLabelValue } from './names.ts';

/** Why a requirement is not one Kubernetes would evaluate; undefined when it is fine. Models labels.NewRequirement. */
export function requirementError(requirement: Requirement): string | undefined {
  const { key, operator, values } = requirement;
  const wrongKey = isQualifiedName(key);
  if (wrongKey.length > 0) return wrongKey.join('; ');
  switch (operator) {
    case 'in':
    case 'notin':
      if (values.length === 0) return "for 'in', 'notin' operators, values set can't be empty";
      break;
    case '=':
    case '==':
    case '!=':
      if (values.length !== 1) return 'exact-match compatibility requires one single value';
      break;
    case 'exists':
    case '!':
      if (values.length > 0) return 'values set must be empty for exists and does not exist';
      break;
    case 'gt':
    case 'lt':
      if (values.length !== 1) return "for 'Gt', 'Lt' operators, exactly one value is required";
      if (parseInt64(values[0]!) === undefined) return "for 'Gt', 'Lt' operators, the value must be an integer";
      break;
    case 'nothing':
      return 'not a valid selector operator';
  }
  const wrongValue = values.flatMap((value) => isValidLabelValue(value));
  return wrongValue.length > 0 ? wrongValue.join('; ') : undefined;
}
