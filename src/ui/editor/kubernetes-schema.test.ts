import { describe, expect, it } from 'vitest';
import { kubernetesSchema } from './kubernetes-schema.ts';

interface Shape {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly enum?: readonly string[];
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Shape>>;
}

const kinds = [
  { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  { apiVersion: 'v1', kind: 'Pod' },
];
const schema = kubernetesSchema(kinds) as Shape;
const fields = (name: string) => schema.definitions?.[name]?.properties ?? {};

describe('kubernetesSchema', () => {
  it('offers the kinds that are served and no others', () => {
    expect(schema.properties?.kind?.enum).toEqual(['DaemonSet', 'Pod']);
    expect(schema.properties?.apiVersion?.enum).toEqual(['apps/v1', 'v1']);
    expect(Object.keys(schema.definitions ?? {})).not.toContain('io.k8s.api.apps.v1.Deployment');
  });

  it('leaves out what there are no facts of', () => {
    const strange = kubernetesSchema([...kinds, { apiVersion: 'x.io/v1', kind: '__proto__' }]) as Shape;
    expect(strange.properties?.kind?.enum).toEqual(['DaemonSet', 'Pod']);
  });

  it('has no reference that leads nowhere', () => {
    const found = [...JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]*)"/g)].map(([, name]) => name!);
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((name) => !Object.hasOwn(schema.definitions ?? {}, name))).toEqual([]);
  });

  it('knows lists, maps, required fields and unknown fields', () => {
    const spec = schema.definitions?.['io.k8s.api.core.v1.PodSpec'];
    expect(spec?.required).toContain('containers');
    expect(spec?.additionalProperties).toBe(false);
    expect(fields('io.k8s.api.core.v1.PodSpec').containers).toMatchObject({
      type: 'array',
      items: { $ref: '#/definitions/io.k8s.api.core.v1.Container' },
    });
    expect(fields('io.k8s.api.core.v1.PodSpec').nodeSelector).toMatchObject({
      type: 'object',
      additionalProperties: { type: 'string' },
    });
  });

  it('takes numbers and words where Kubernetes does', () => {
    expect(fields('io.k8s.api.apps.v1.RollingUpdateDaemonSet').maxUnavailable?.type).toEqual(['string', 'integer']);
    expect(fields('io.k8s.api.core.v1.ResourceRequirements').limits?.additionalProperties).toMatchObject({
      type: ['string', 'number'],
    });
  });

  it('adds what Kubernetes says of a field, once that is loaded', () => {
    const name = 'io.k8s.api.core.v1.PodSpec';
    const plain = fields(name).nodeName?.description;
    const told = kubernetesSchema(kinds, { [name]: { nodeName: 'Where it runs.' } }) as Shape;
    expect(plain).toBe('nodeName: string');
    expect(told.definitions?.[name]?.properties?.nodeName?.description).toBe('nodeName: string\n\nWhere it runs.');
  });
});
