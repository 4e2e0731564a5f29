import type { Node } from '../../../api/types/node.ts';

/** Models pkg/registry/core/node strategy.go fieldIsDeprecatedWarnings. */
export function nodeWarnings({ spec }: Node): readonly string[] {
  return [
    ...(spec.configSource === undefined ? [] : ['spec.configSource: the feature is removed']),
    ...((spec.externalID ?? '') === ''
      ? []
      : ['spec.externalID: this field is deprecated, and is unused by Kubernetes']),
  ];
}
