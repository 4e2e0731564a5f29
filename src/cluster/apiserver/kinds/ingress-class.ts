import { ingressClasses } from '../../../api/resources.ts';
import type { IngressClass } from '../../../api/types/networking.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { validateIngressClass, validateIngressClassUpdate } from '../validation/ingress-class.ts';
import { subdomainName } from '../validation/names.ts';
import { age } from './cell-text.ts';
import { bumpedWithSpec, withGeneration } from './generation.ts';

/** Models pkg/registry/networking/ingressclass strategy.go and SetDefaults_IngressClass. */
export const ingressClass = strategy<IngressClass>({
  resource: ingressClasses,
  nameErrors: subdomainName,
  defaults: (object) =>
    mapField(withDefaults(object, { spec: {} }), 'spec', (spec) =>
      mapField(spec, 'parameters', (parameters) => withDefaults(parameters, { scope: 'Cluster' })),
    ),
  prepareForCreate: (object) => withGeneration(object, 1),
  prepareForUpdate: bumpedWithSpec,
  validate: validateIngressClass,
  validateUpdate: validateIngressClassUpdate,
  cells: (object, context) => [
    object.metadata.name,
    object.spec.controller ?? '',
    parametersCell(object),
    age(object, context),
  ],
});

function parametersCell({ spec }: IngressClass): string {
  const { parameters } = spec;
  if (parameters === undefined) return '<none>';
  const { kind, apiGroup, name } = parameters;
  return apiGroup === undefined ? `${kind}/${name}` : `${kind}.${apiGroup}/${name}`;
}
