import { humanAge } from '../../../api/duration.ts';
import { formatLabels } from '../../../api/labels.ts';
import type { KubeObject, ObjectMeta } from '../../../api/object.ts';
import { parseTime } from '../../../api/time.ts';
import type { PodTemplateSpec } from '../../../api/types/pod.ts';
import type { TableContext } from '../strategy.ts';

/** How old an object is. */
export function age(object: KubeObject, { nowMs }: TableContext): string {
  return since(object.metadata.creationTimestamp, nowMs);
}

/** Models pkg/printers/internalversion translateTimestampSince. */
export function since(time: string | undefined, nowMs: number): string {
  return humanAge(parseTime(time ?? undefined), nowMs);
}

/** The names of the containers of a template, and their images. Models layoutContainerCells. */
export function containerCells(template: PodTemplateSpec | undefined): readonly [string, string] {
  const containers = template?.spec?.containers ?? [];
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image ?? '').join(',')];
}

export const orNone = (text: string | undefined): string => (text === undefined || text === '' ? '<none>' : text);

/** Models apimachinery labels FormatLabels: `a=b,c=d`, sorted. */
export function labelCells(labels: Readonly<Record<string, string>> | undefined): string {
  return formatLabels(labels) || '<none>';
}

/** When an object came to be, as a time: roles are old, and their age says little. */
export const createdAt = ({ creationTimestamp }: ObjectMeta): string => creationTimestamp;
