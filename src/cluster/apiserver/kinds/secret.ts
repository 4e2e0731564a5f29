import { encodeBase64, utf8Bytes } from '../../../api/base64.ts';
import { secrets } from '../../../api/resources.ts';
import type { Secret } from '../../../api/types/core.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validateSecret, validateSecretUpdate } from '../validation/secret.ts';
import { age } from './cell-text.ts';

/** Models pkg/registry/core/secret strategy.go and the conversion that folds stringData into data. */
export const secret = strategy<Secret>({
  resource: secrets,
  nameErrors: subdomainName,
  defaults(object) {
    const { stringData, ...rest } = object;
    if (stringData === undefined && object.type !== undefined && object.type !== '') return object;
    const data =
      stringData === undefined
        ? object.data
        : {
            ...object.data,
            ...Object.fromEntries(
              Object.entries(stringData).map(([key, text]) => [key, encodeBase64(utf8Bytes(text))]),
            ),
          };
    return { ...rest, ...(data === undefined ? {} : { data }), type: object.type || 'Opaque' };
  },
  validate: validateSecret,
  validateUpdate: validateSecretUpdate,
  fields: { type: ({ type }) => type ?? '' },
  unknownField: (field) => `field label not supported: ${field}`,
  cells: (object, context) => [
    object.metadata.name,
    object.type ?? '',
    String(Object.keys(object.data ?? {}).length),
    age(object, context),
  ],
});
