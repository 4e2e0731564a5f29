import type { OwnerReference } from '../../../api/object.ts';
import { type FieldError, type GoText, invalid } from '../field-error.ts';
import { goStruct } from './go-value.ts';

const FIELD = 'metadata.ownerReferences';

/** Models apimachinery api/validation ValidateOwnerReferences. */
export function validateOwners(owners: readonly OwnerReference[]): FieldError[] {
  let first: string | undefined;
  return owners.flatMap((owner, i) => {
    const errors = validateOwner(owner, `${FIELD}[${i}]`);
    if (owner.controller !== true) return errors;
    const name = `${owner.kind}/${owner.name}`;
    if (first === undefined) first = name;
    else {
      const detail = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${name}`;
      const shown = { go: `[]v1.OwnerReference{${owners.map((one) => goOwner(one).go).join(', ')}}` };
      errors.push(invalid(FIELD, shown, detail));
    }
    return errors;
  });
}

function validateOwner(owner: OwnerReference, field: string): FieldError[] {
  const { apiVersion = '', kind = '', name = '', uid = '' } = owner;
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  const errors: FieldError[] = [];
  if (version === '') errors.push(invalid(`${field}.apiVersion`, apiVersion, 'version must not be empty'));
  for (const [part, value] of Object.entries({ kind, name, uid })) {
    if (value === '') errors.push(invalid(`${field}.${part}`, value, `${part} must not be empty`));
  }
  if (apiVersion === 'v1' && kind === 'Event') {
    errors.push(invalid(field, goOwner(owner), '/v1, Kind=Event is disallowed from being an owner'));
  }
  return errors;
}

/** Kubernetes shows where in its memory the flags are. */
function goOwner({ apiVersion, kind, name, uid, controller, blockOwnerDeletion }: OwnerReference): GoText {
  const flag = (value: boolean | undefined) => ({ go: `(*bool)(${value === undefined ? 'nil' : '0xc000000000'})` });
  return goStruct('v1.OwnerReference', {
    APIVersion: apiVersion ?? '',
    Kind: kind ?? '',
    Name: name ?? '',
    UID: uid ?? '',
    Controller: flag(controller),
    BlockOwnerDeletion: flag(blockOwnerDeletion),
  });
}
