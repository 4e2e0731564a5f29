import { configMapDescriber } from './config-map.ts';
import { daemonSetDescriber } from './daemon-set.ts';
import type { Describer } from './describer.ts';
import { namespaceDescriber } from './namespace.ts';
import { nodeDescriber } from './node.ts';
import { podDescriber } from './pod.ts';
import { secretDescriber } from './secret.ts';
import { serviceAccountDescriber } from './service-account.ts';

/** The kinds with a description of their own; any other kind is shown field by field. */
export const describers: readonly Describer[] = [
  configMapDescriber,
  daemonSetDescriber,
  namespaceDescriber,
  nodeDescriber,
  podDescriber,
  secretDescriber,
  serviceAccountDescriber,
];
