import { isSelectorError, parseLabelSelector } from '../../../api/labels.ts';
import { present, typeAndMetadata } from '../../generate/generated.ts';
import type { JsonObject } from '../../json.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { generatorCommand } from './generator-command.ts';

export const createPodDisruptionBudgetCommand = generatorCommand({
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  short: 'Create a pod disruption budget with the specified name',
  examples:
    '  # Create a pod disruption budget named my-pdb that will select all pods with the app=rails label\n  # and require at least one of them being available at any point in time\n  kubectl create poddisruptionbudget my-pdb --selector=app=rails --min-available=1',
  usage: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  flags: [
    {
      name: 'max-unavailable',
      type: 'string',
      help: 'The maximum number or percentage of unavailable pods this budget requires.',
    },
    {
      name: 'min-available',
      type: 'string',
      help: 'The minimum number or percentage of available pods this budget requires.',
    },
    {
      name: 'selector',
      type: 'string',
      help: 'A label selector to use for this budget. Only equality-based selector requirements are supported.',
    },
  ],
  namespaced: true,
  failure: 'failed to create poddisruptionbudgets:',
  async generate(name, { flags }) {
    const selector = flags.string('selector');
    const min = flags.string('min-available');
    const max = flags.string('max-unavailable');
    if (selector === '') throw new KubectlError('a selector must be specified');
    if (min === '' && max === '') throw new KubectlError('one of min-available or max-unavailable must be specified');
    if (min !== '' && max !== '') throw new KubectlError('min-available and max-unavailable cannot be both specified');
    if (min !== '' && !/^[0-9]+%?$/.test(min)) throw new KubectlError('invalid format specified for min-available');
    if (max !== '' && !/^[0-9]+%?$/.test(max)) throw new KubectlError('invalid format specified for max-unavailable');
    return {
      ...typeAndMetadata('policy/v1', 'PodDisruptionBudget', name),
      spec: {
        ...(min === '' ? {} : { minAvailable: intOrString(min) }),
        selector: labelSelectorOf(selector),
        ...(max === '' ? {} : { maxUnavailable: intOrString(max) }),
      },
      status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
    };
  },
});

function intOrString(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Models meta/v1 ParseToLabelSelector. */
function labelSelectorOf(text: string): JsonObject {
  const selector = parseLabelSelector(text);
  if (isSelectorError(selector)) {
    throw new KubectlError(`couldn't parse the selector string "${text}": ${selector.error}`);
  }
  const labels: Record<string, string> = {};
  const expressions: JsonObject[] = [];
  for (const part of text.split(',')) {
    const equal = /^\s*([^=!\s]+)\s*==?\s*(\S*)\s*$/.exec(part);
    if (equal !== null) labels[equal[1] ?? ''] = equal[2] ?? '';
    else if (/^\s*!/.test(part)) expressions.push({ key: part.trim().slice(1).trim(), operator: 'DoesNotExist' });
    else if (/^\s*[^=!\s()]+\s*$/.test(part)) expressions.push({ key: part.trim(), operator: 'Exists' });
    else throw new KubectlError(`not simulated in Drydock: the selector ${text} for a budget`);
  }
  return { ...present('matchLabels', labels), ...present('matchExpressions', expressions) };
}
