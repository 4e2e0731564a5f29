import { configMaps } from '../../../api/resources.ts';
import type { ConfigMap } from '../../../api/types/core.ts';
import { strategy } from '../strategy.ts';
import { validateConfigMap, validateConfigMapUpdate } from '../validation/config-map.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';

/** Models pkg/registry/core/configmap strategy.go. */
export const configMap = strategy<ConfigMap>({
  resource: configMaps,
  nameErrors: subdomainName,
  validate: validateConfigMap,
  validateUpdate: validateConfigMapUpdate,
  cells(object, context) {
    const count = Object.keys(object.data ?? {}).length + Object.keys(object.binaryData ?? {}).length;
    return [object.metadata.name, String(count), age(object, context)];
  },
});
