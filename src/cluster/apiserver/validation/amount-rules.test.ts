import { describe, expect, it } from 'vitest';
import { said } from './said-for-test.ts';

const core = (plural: string) => `/api/v1/namespaces/default/${plural}`;
const quantity = (value: number, text: string, format = 'DecimalSI') =>
  `resource.Quantity{i:resource.int64Amount{value:${value}, scale:0}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"${text}", Format:"${format}"}`;

// Models TestValidateLimitRange.
describe('a LimitRange', () => {
  const L = 'spec.limits[0]';
  it.each<[item: object, errors: string]>([
    [{ type: 'Container', max: { cpu: '1' }, min: { cpu: '100m' }, default: { cpu: '500m' } }, ''],
    [{ type: 'PersistentVolumeClaim', max: { storage: '10Gi' } }, ''],
    [{ type: 'example.com/invalid' }, ''],
    [{ type: 'Strange' }, `${L}.type: Invalid value: "Strange": must be a standard limit type or fully qualified`],
    [
      { type: 'Pod', default: { cpu: '1' }, defaultRequest: { cpu: '1' } },
      `[${L}.default: Forbidden: may not be specified when \`type\` is 'Pod', ${L}.defaultRequest: Forbidden: may not be specified when \`type\` is 'Pod']`,
    ],
    [
      { type: 'Pod', min: { cpu: '3' }, max: { cpu: '1' } },
      `${L}.min[cpu]: Invalid value: ${quantity(3, '3')}: min value 3 is greater than max value 1`,
    ],
    [
      {
        type: 'Container',
        max: { cpu: '2' },
        min: { cpu: '1' },
        default: { cpu: '1500m' },
        defaultRequest: { cpu: '500m' },
      },
      `${L}.defaultRequest[cpu]: Invalid value: resource.Quantity{i:resource.int64Amount{value:500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"500m", Format:"DecimalSI"}: min value 1 is greater than default request value 500m`,
    ],
    [
      { type: 'Container', max: { cpu: '1' }, default: { cpu: '2' }, defaultRequest: { cpu: '1' } },
      `${L}.default[cpu]: Invalid value: ${quantity(1, '1')}: default value 2 is greater than max value 1`,
    ],
    [
      { type: 'Pod', maxLimitRequestRatio: { memory: '0' } },
      `${L}.maxLimitRequestRatio[memory]: Invalid value: ${quantity(0, '0')}: ratio 0 is less than 1`,
    ],
    [
      { type: 'Pod', min: { memory: '100' }, max: { memory: '200' }, maxLimitRequestRatio: { memory: '3' } },
      `${L}.maxLimitRequestRatio[memory]: Invalid value: ${quantity(3, '3')}: ratio 3 is greater than max/min = 2.000000`,
    ],
    [
      { type: 'PersistentVolumeClaim' },
      `${L}.limits: Required value: either minimum or maximum storage value is required, but neither was provided`,
    ],
    [
      { type: 'Container', default: { 'example.com/x': '2' }, defaultRequest: { 'example.com/x': '1' } },
      `${L}.defaultRequest[example.com/x]: Invalid value: ${quantity(1, '1')}: default value 2 must equal to defaultRequest value 1 in example.com/x`,
    ],
    [
      { type: 'Pod', max: { storage: '1' } },
      `${L}.max[storage]: Invalid value: "storage": must be a standard resource for containers`,
    ],
  ])('%j', (item, errors) => {
    expect(said(core('limitranges'), { spec: { limits: [item] } })).toBe(errors);
  });
});

// Models TestValidateResourceQuota and TestValidateResourceQuotaUpdate.
describe('a ResourceQuota', () => {
  const E = 'spec.scopeSelector.matchExpressions';
  const selector = (...matchExpressions: object[]) => ({ hard: { pods: '1' }, scopeSelector: { matchExpressions } });
  it.each<[spec: object, errors: string]>([
    [{ hard: { cpu: '100', memory: '1Gi', pods: '10', 'requests.storage': '1Gi', 'count/jobs.batch': '2' } }, ''],
    [{ hard: { pods: '1' }, scopes: ['Terminating', 'NotBestEffort'] }, ''],
    [{ hard: { cpu: '-100' } }, 'spec.hard[cpu]: Invalid value: "-100": must be greater than or equal to 0'],
    [
      { hard: { pods: '500m' } },
      'spec.hard[pods]: Invalid value: resource.Quantity{i:resource.int64Amount{value:500, scale:-3}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"500m", Format:"DecimalSI"}: must be an integer',
    ],
    [{ hard: { storage: '1' } }, 'spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota'],
    [
      { hard: { cpu: '1' }, scopes: ['BestEffort'] },
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"BestEffort"}: unsupported scope applied to resource',
    ],
    [
      { hard: { pods: '1' }, scopes: ['BestEffort', 'NotBestEffort'] },
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"BestEffort", "NotBestEffort"}: conflicting scopes',
    ],
    [
      { hard: { pods: '1' }, scopes: ['Strange'] },
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"Strange"}: unsupported scope',
    ],
    [selector({ scopeName: 'PriorityClass', operator: 'In', values: ['a'] }), ''],
    [
      selector({ scopeName: 'PriorityClass', operator: 'In' }),
      `${E}.values: Required value: must be at least one value when \`operator\` is 'In' or 'NotIn' for scope selector`,
    ],
    [
      selector({ scopeName: 'PriorityClass', operator: 'Exists', values: ['a'] }),
      `${E}.values: Invalid value: []string{"a"}: must be no value when \`operator\` is 'Exist' or 'DoesNotExist' for scope selector`,
    ],
    [
      selector({ scopeName: 'BestEffort', operator: 'In', values: ['a'] }),
      `${E}.operator: Invalid value: "In": must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity`,
    ],
  ])('%j', (spec, errors) => {
    expect(said(core('resourcequotas'), { spec })).toBe(errors);
  });

  it('keeps its scopes', () => {
    const spec = { hard: { pods: '1' }, scopes: ['BestEffort'] };
    expect(said(core('resourcequotas'), { spec }, { spec: { scopes: ['Terminating'] } })).toBe(
      'spec.scopes: Invalid value: []core.ResourceQuotaScope{"Terminating"}: field is immutable',
    );
  });
});
