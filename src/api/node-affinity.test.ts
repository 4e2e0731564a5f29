import { describe, expect, it } from 'vitest';
import {
  nodeSelectorMatches,
  nodeSelectorTermMatches,
  podRequiredNodeAffinityMatches,
  preferredNodeAffinityScore,
} from './node-affinity.ts';
import type { NodeSelectorRequirement, NodeSelectorTerm } from './types/affinity.ts';

type Labels = Readonly<Record<string, string>>;

/** `key in a,b`, `key notin a`, `key exists`, `key gt 1`: requirements in short. */
function requirement(text: string): NodeSelectorRequirement {
  const [key, operator, values] = text.split(' ') as [string, string, string | undefined];
  const names = { in: 'In', notin: 'NotIn', exists: 'Exists', gone: 'DoesNotExist', gt: 'Gt', lt: 'Lt' };
  const named = Object.hasOwn(names, operator) ? names[operator as keyof typeof names] : operator;
  return {
    key: key.replaceAll('_', ' '),
    operator: named as NodeSelectorRequirement['operator'],
    ...(values === undefined ? {} : { values: values.split(',') }),
  };
}

/** A term: its label expressions, then `;` and its field expressions. */
function term(text: string): NodeSelectorTerm {
  const [labels = '', fields = ''] = text.split(';').map((part) => part.trim());
  const all = (part: string) => part.split('&').map((one) => requirement(one.trim()));
  return {
    ...(labels === '' ? {} : { matchExpressions: all(labels) }),
    ...(fields === '' ? {} : { matchFields: all(fields) }),
  };
}

const node = (name: string, labels?: Labels) => ({ metadata: { name, ...(labels === undefined ? {} : { labels }) } });
const HOST = '; metadata.name in host1';
const LABEL = 'label1 in val1';

/**
 * The cases of component-helpers nodeaffinity_test.go TestNodeSelectorMatch and of scheduling/corev1 helpers_test.go
 * TestMatchNodeSelectorTerms.
 */
const selectors: readonly (readonly [readonly string[], ReturnType<typeof node>, boolean])[] = [
  [[], node('host1'), false],
  [[LABEL], node('', { label1: 'val1' }), true],
  [[HOST], node('host1'), true],
  [['; metadata.name in host1,host2'], node('host1'), false],
  [[HOST], node('other', { 'metadata.name': 'host1' }), false],
  [['metadata.name in host1'], node('host1'), false],
  [[`${LABEL} ${HOST}`], node('host1'), false],
  [[`${LABEL} ${HOST}`], node('host1', { label1: 'val1' }), true],
  [[`${LABEL} ${HOST}`], node('host1', { label1: 'failed' }), false],
  [[LABEL, HOST], node('host1', { label1: 'failed' }), true],
  [[LABEL, HOST], node('host1'), true],
  [[''], node('host1', { label1: 'val1' }), false],
  [['invalid_key in x'], node('host1', { 'invalid key': 'x' }), false],
];

describe('a node selector', () => {
  it.each(selectors)('%j of %j: %j', (terms, given, expected) => {
    expect(nodeSelectorMatches({ nodeSelectorTerms: terms.map(term) }, given)).toBe(expected);
  });

  it('stays as it was', () => {
    const selector = { nodeSelectorTerms: [term('label1 in b,a ; metadata.name in host2,host1')] };
    const before = JSON.stringify(selector);
    nodeSelectorMatches(selector, node('host1', { label1: 'a' }));
    expect(JSON.stringify(selector)).toBe(before);
  });
});

/** From TestNodeSelectorRequirementsAsSelector: what a requirement that can be read or not means. */
const requirements: readonly (readonly [string, Labels, boolean])[] = [
  ['foo in bar,baz', { foo: 'baz' }, true],
  ['foo in bar,baz', { foo: 'other' }, false],
  ['foo exists bar,baz', { foo: 'bar' }, false],
  ['foo gt 1', { foo: '2' }, true],
  ['foo gt 1', { foo: '1' }, false],
  ['bar lt 7', { bar: '6' }, true],
  ['bar lt 7', { bar: 'six' }, false],
  ['baz invalid 5', { baz: '5' }, false],
];

describe('a requirement', () => {
  it.each(requirements)('%s of %j: %j', (text, labels, expected) => {
    expect(nodeSelectorTermMatches(term(text), node('n', labels))).toBe(expected);
  });
});

/** The cases of TestPreferredSchedulingTermsScore. */
const preferences: readonly (readonly [readonly (readonly [number, string])[], Labels | undefined, number])[] = [
  [
    [
      [1, '; metadata.name in host1,host2'],
      [1, `${LABEL} ${HOST}`],
      [1, 'invalid_key in x'],
    ],
    { label1: 'val1' },
    1,
  ],
  [[[0, '; metadata.name in host1,host2']], undefined, 0],
  [
    [
      [5, HOST],
      [7, 'unknown in x'],
      [11, LABEL],
    ],
    { label1: 'val1' },
    16,
  ],
];

describe('preferences', () => {
  it.each(preferences)('%j of %j: %i', (terms, labels, score) => {
    const weighted = terms.map(([weight, text]) => ({ weight, preference: term(text) }));
    expect(preferredNodeAffinityScore(weighted, node('host1', labels))).toBe(score);
  });
});

interface Wish {
  readonly selector?: Labels;
  readonly terms?: readonly string[] | null;
}

/** The cases of TestPodMatchesNodeSelectorAndAffinityTerms. */
const wishes: readonly (readonly [Wish, Labels | undefined, boolean, string?])[] = [
  [{}, undefined, true],
  [{ selector: { foo: 'bar' } }, undefined, false],
  [{ selector: { foo: 'bar' } }, { foo: 'bar' }, true],
  [{ selector: { foo: 'bar' } }, { foo: 'bar', baz: 'blah' }, true],
  [{ selector: { foo: 'bar', baz: 'blah' } }, { foo: 'bar' }, false],
  [{ terms: ['foo in bar,value2'] }, { foo: 'bar' }, true],
  [{ terms: ['kernel-version gt 0204'] }, { 'kernel-version': '0206' }, true],
  [{ terms: ['mem-type notin DDR,DDR2'] }, { 'mem-type': 'DDR3' }, true],
  [{ terms: ['GPU exists'] }, { GPU: 'NVIDIA-GRID-K1' }, true],
  [{ terms: ['foo in value1,value2'] }, { foo: 'bar' }, false],
  [{ terms: null }, { foo: 'bar' }, false],
  [{ terms: [] }, { foo: 'bar' }, false],
  [{ terms: [''] }, { foo: 'bar' }, false],
  [{}, { foo: 'bar' }, true],
  [{ terms: ['GPU exists & GPU notin AMD,INTER'] }, { GPU: 'NVIDIA-GRID-K1' }, true],
  [{ terms: ['GPU exists & GPU in AMD,INTER'] }, { GPU: 'NVIDIA-GRID-K1' }, false],
  [{ terms: ['foo in bar,value2', 'diffkey in wrong,value2'] }, { foo: 'bar' }, true],
  [{ selector: { foo: 'bar' }, terms: ['foo exists'] }, { foo: 'bar' }, true],
  [{ selector: { foo: 'bar' }, terms: ['foo exists'] }, { foo: 'barrrrrr' }, false],
  [{ terms: ['foo notin invalid-value:___@#$%^'] }, { foo: 'bar' }, false],
  [{ terms: ['; metadata.name in node1'] }, undefined, true, 'node1'],
  [{ terms: ['; metadata.name in node1'] }, undefined, false, 'node2'],
  [{ terms: ['; metadata.name in node1', 'foo in bar'] }, { foo: 'bar' }, true, 'node2'],
  [{ terms: ['foo in bar ; metadata.name in node1'] }, { foo: 'bar' }, false, 'node2'],
  [{ terms: ['foo in bar ; metadata.name in node1'] }, { foo: 'bar' }, true, 'node1'],
  [{ terms: ['; metadata.name in node1', 'foo in other'] }, { foo: 'bar' }, false, 'node2'],
];

describe('what a pod requires', () => {
  it.each(wishes.map((row) => [row[0], row[1], row[2], row] as const))(
    '%j of %j: %j',
    (_wish, _labels, _match, row) => {
      const [{ selector, terms }, labels, expected, name = ''] = row;
      const required = terms === undefined ? undefined : { nodeSelectorTerms: terms?.map(term) };
      const spec = {
        ...(selector === undefined ? {} : { nodeSelector: selector }),
        ...(required === undefined
          ? {}
          : { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } }),
      };
      expect(podRequiredNodeAffinityMatches(spec as never, node(name, labels))).toBe(expected);
    },
  );

  it('nothing where the affinity is empty', () => {
    const spec = { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: null } } };
    expect(podRequiredNodeAffinityMatches(spec as never, node('n', { foo: 'bar' }))).toBe(true);
  });
});
