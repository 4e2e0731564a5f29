import { difference, type FieldSet, isEmptySet } from '../../../api/field-set/field-set.ts';
import { goJson } from '../../../api/go-json.ts';
import type { KubeObject } from '../../../api/object.ts';
import { formatTime } from '../../../api/time.ts';
import { badRequest, unknownError } from '../refusals.ts';
import type { ObjectView } from '../rest/object-view.ts';
import type { AnyStrategy } from '../strategy.ts';
import { allowedByLastApplied } from './allowed-by-last-applied.ts';
import { ApplyConflict, applyConflictError } from './apply-conflict.ts';
import { fieldsOf } from './field-shape.ts';
import { goForm } from './go-form.ts';
import { kindForms } from './kind-forms.ts';
import { type Applied, managedAfterApply } from './managed-after-apply.ts';
import { managerIdentity } from './manager-identity.ts';
import { type Managed, NOBODY } from './managers.ts';
import { afterWrite, managedOf, ownerOf } from './ownership.ts';
import { scaleForms } from './scale-forms.ts';
import { parentManagers, replicasPathOf, scaleManagers } from './scale-managers.ts';
import { problemsText, TypedValueError } from './typed-value-error.ts';
import { typedValueProblems } from './typed-value-problems.ts';
import type { WriteWay } from './update-managers.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export interface ApplyCall {
  readonly strategy: AnyStrategy;
  readonly subresource: string;
  readonly groupVersion: string;
  readonly view: ObjectView;
  /** The stored object; undefined when there is none yet. */
  readonly live: KubeObject | undefined;
  readonly sent: unknown;
  readonly manager: string;
  readonly force: boolean;
  readonly nowMs: number;
}

export interface AppliedObject {
  /** The merged object as JSON, in the shape of the view. */
  readonly value: unknown;
  readonly managed: Managed;
  /** How messages name the object. */
  readonly what: string;
}

/** Models the Apply of apimachinery's managedfields, from versionCheck to structuredMerge. Refusals throw ApiError. */
export function applyManaged(call: ApplyCall): AppliedObject {
  const { strategy, live, view, manager } = call;
  const sent = fieldsOf(call.sent) ?? {};
  const way = wayOf(call);
  const { type } = way.forms.place(way.groupVersion)!;
  const what = checkSent(call, sent, type);
  const parent = live === undefined ? NOBODY : managedOf(strategy, ownerOf(live), live);
  const before = parent.managers.size > 0 ? parent : beforeFirstApply(call);
  const managed = isScale(call) ? scaleManagers(before, replicasPathOf(strategy)) : before;
  const shown = live === undefined ? {} : view.shown(live);
  const value = goForm(type, shown);
  try {
    const applied = applyAsKubectlOnce(call, way, value, sent, managed);
    const merged = applied.value ?? shown;
    return {
      value: manager === 'kubectl' ? withLastApplied(merged, sent) : merged,
      managed: isScale(call)
        ? parentManagers(before, applied.managed, call.groupVersion, replicasPathOf(strategy))
        : applied.managed,
      what,
    };
  } catch (error) {
    if (error instanceof ApplyConflict) throw applyConflictError(error.conflicts);
    if (error instanceof TypedValueError) {
      throw unknownError(`failed to create typed live object (${what}): ${error.message}`);
    }
    throw error;
  }
}

const isScale = ({ subresource, strategy }: ApplyCall): boolean =>
  subresource === 'scale' && strategy.scale !== undefined;

function wayOf(call: ApplyCall): WriteWay {
  const { strategy, subresource, groupVersion } = call;
  if (isScale(call)) return { forms: scaleForms, groupVersion: 'autoscaling/v1', subresource };
  return { forms: kindForms(strategy), groupVersion, subresource };
}

function checkSent({ view }: ApplyCall, sent: Fields, type: string): string {
  const { resource } = view;
  const [version, group] = splitVersion(sent.apiVersion);
  const kind = typeof sent.kind === 'string' ? sent.kind : '';
  if (group !== resource.group || version !== resource.version || kind !== resource.kind) {
    const shown = group === '' && version === '' ? '/' : `${group}/${version}`;
    throw badRequest(`invalid object type: ${shown}, Kind=${kind}`);
  }
  const metadata = fieldsOf(sent.metadata) ?? {};
  if (Array.isArray(metadata.managedFields)) throw badRequest('metadata.managedFields must be nil');
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const what = `${text(metadata.namespace)}/${text(metadata.name)}; ${resource.group}/${resource.version}, Kind=${kind}`;
  const problems = typedValueProblems({ type }, sent);
  if (problems.length > 0)
    throw unknownError(`failed to create typed patch object (${what}): ${problemsText(problems)}`);
  return what;
}

type Fields = Readonly<Record<string, unknown>>;

function splitVersion(given: unknown): readonly [version: string, group: string] {
  const [version = '', group = ''] = (typeof given === 'string' ? given : '').split('/').reverse();
  return [version, group];
}

/** Who is said to own what is there when nobody was followed. Models skipNonAppliedManager.Apply. */
function beforeFirstApply({ strategy, live, subresource, groupVersion, nowMs }: ApplyCall): Managed {
  if (live === undefined) return NOBODY;
  const by = { manager: 'before-first-apply', groupVersion, subresource, atMs: nowMs };
  return afterWrite(strategy, NOBODY, { old: undefined, object: live, by });
}

/** What kubectl once applied by itself may be taken over without force. Models lastAppliedManager.Apply. */
function applyAsKubectlOnce(call: ApplyCall, way: WriteWay, value: unknown, sent: Fields, managed: Managed): Applied {
  const { manager, subresource, nowMs, force, live } = call;
  const identity = managerIdentity({ manager, operation: 'Apply', groupVersion: '', subresource });
  const by = { identity, force, time: formatTime(nowMs) };
  try {
    return managedAfterApply(way, value, sent, managed, by);
  } catch (error) {
    if (!(error instanceof ApplyConflict) || manager !== 'kubectl' || live === undefined) throw error;
    const allowed = allowedByLastApplied(way, value, lastAppliedOf(value));
    if (allowed === undefined) throw error;
    const left = new Map<string, FieldSet>();
    for (const [identity, set] of error.conflicts) {
      const refused = difference(set, allowed);
      if (!isEmptySet(refused)) left.set(identity, refused);
    }
    if (left.size > 0) throw new ApplyConflict(left);
    return managedAfterApply(way, value, sent, managed, { ...by, force: true });
  }
}

function lastAppliedOf(value: unknown): string {
  const annotations = fieldsOf(fieldsOf(fieldsOf(value)?.metadata)?.annotations) ?? {};
  const text = Object.hasOwn(annotations, LAST_APPLIED) ? annotations[LAST_APPLIED] : undefined;
  return typeof text === 'string' ? text : '';
}

const ANNOTATIONS_LIMIT_BYTES = 256 * 1024;

/** Keeps the annotation of client-side apply true for as long as it is there. Models lastAppliedUpdater.Apply. */
function withLastApplied(value: unknown, sent: Fields): unknown {
  if (lastAppliedOf(value) === '') return value;
  const object = fieldsOf(value)!;
  const metadata = fieldsOf(object.metadata)!;
  const { [LAST_APPLIED]: _before, ...annotations } = fieldsOf(metadata.annotations)!;
  const text = `${goJson(withoutLastApplied(sent))}\n`;
  const size = Object.entries({ ...annotations, [LAST_APPLIED]: text }).reduce(
    (sum, [key, one]) => sum + key.length + String(one).length,
    0,
  );
  const next = size > ANNOTATIONS_LIMIT_BYTES ? annotations : { ...annotations, [LAST_APPLIED]: text };
  return { ...object, metadata: { ...metadata, annotations: next } };
}

function withoutLastApplied(sent: Fields): Fields {
  const metadata = fieldsOf(sent.metadata);
  const annotations = fieldsOf(metadata?.annotations);
  if (metadata === undefined || annotations === undefined || !Object.hasOwn(annotations, LAST_APPLIED)) return sent;
  const { [LAST_APPLIED]: _before, ...kept } = annotations;
  return { ...sent, metadata: { ...metadata, annotations: kept } };
}
