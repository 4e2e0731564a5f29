import type { ApiResource } from './context.ts';

/** The Go type of a kind, as Kubernetes' errors print it: `v1.Deployment`. */
export const goType = ({ version, kind }: ApiResource): string => `${version}.${kind}`;
