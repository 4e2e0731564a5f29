import { jsonEqual } from '../../../api/json-equal.ts';
import { podTemplates } from '../../../api/resources.ts';
import type { PodTemplate } from '../../../api/types/pod.ts';
import { defaultPodTemplate } from '../defaults/pod-spec.ts';
import { mapField, withDefaults } from '../defaults/with-defaults.ts';
import { strategy } from '../strategy.ts';
import { subdomainName } from '../validation/names.ts';
import { validatePodTemplate } from '../validation/pod-template.ts';
import { templateWarnings } from '../warnings/pod-template.ts';
import { containerCells, labelCells } from './cell-text.ts';
import { withGeneration } from './generation.ts';

/** Models pkg/registry/core/podtemplate strategy.go. */
export const podTemplate = strategy<PodTemplate>({
  resource: podTemplates,
  nameErrors: subdomainName,
  defaults: (object) => mapField(withDefaults(object, { template: {} }), 'template', defaultPodTemplate),
  prepareForCreate: (object) => withGeneration(object, 1),
  prepareForUpdate: (object, old) =>
    jsonEqual(object.template, old.template) ? object : withGeneration(object, (old.metadata.generation ?? 0) + 1),
  validate: ({ template = {} }) => validatePodTemplate(template, 'template'),
  validateUpdate: ({ template = {} }) => validatePodTemplate(template, 'template'),
  warnings: ({ template }, old) => templateWarnings(template, old?.template, 'template'),
  cells: ({ metadata, template }) => [
    metadata.name,
    ...containerCells(template),
    labelCells(template?.metadata?.labels),
  ],
});
