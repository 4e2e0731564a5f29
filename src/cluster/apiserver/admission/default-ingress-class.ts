import type { KubeObject } from '../../../api/object.ts';
import type { Ingress } from '../../../api/types/networking.ts';
import type { AdmissionPlugin } from './admission-plugin.ts';
import { defaultClass } from './default-class.ts';

const DEPRECATED = 'kubernetes.io/ingress.class';
const DEFAULTS = ['ingressclass.kubernetes.io/is-default-class'];

/** Ingresses that name no class get the default one. Models plugin/pkg/admission/network/defaultingressclass. */
export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  admit(object, { operation, strategy, subresource }, store) {
    if (operation !== 'CREATE' || strategy.resource.kind !== 'Ingress' || subresource !== '') return object;
    const { spec, metadata } = object as Ingress;
    if (spec?.ingressClassName !== undefined || metadata.annotations?.[DEPRECATED] !== undefined) return object;
    const found = defaultClass(store.list('ingressclasses.networking.k8s.io'), DEFAULTS);
    if (found === undefined) return object;
    return { ...object, spec: { ...spec, ingressClassName: found.metadata.name } } as KubeObject;
  },
};
