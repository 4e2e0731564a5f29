import { isDNS1123Label } from '../../../api/names.ts';
import type { KubeObject } from '../../../api/object.ts';

const WORKLOAD = 'this is used in Pod names and hostnames, which can result in surprising behavior';

/** What is said about the name of a new object that becomes part of names of pods, or of their hosts. */
export function nameWarnings({ metadata }: KubeObject, old: unknown, use = WORKLOAD): readonly string[] {
  if (old !== undefined) return [];
  const messages = isDNS1123Label(metadata.name);
  if (messages.length === 0) return [];
  return [`metadata.name: ${use}; a DNS label is recommended: [${messages.join(' ')}]`];
}
