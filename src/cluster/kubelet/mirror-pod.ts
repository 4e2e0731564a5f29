import { ApiError } from '../../api/api-error.ts';
import { nodes, pods } from '../../api/resources.ts';
import type { Pod } from '../../api/types/pod.ts';
import type { Client } from '../client/client.ts';
import { isGone } from './is-gone.ts';
import type { PodRecord } from './pod-record.ts';
import { isMirrorOf, isMirrorPod, mirrorDraft } from './static-pod.ts';

/** The pod that a record stands for; undefined when it is gone. A static pod has the status that its mirror shows. */
export function currentPod(client: Client, record: PodRecord): Pod | undefined {
  const served = client.get(pods, record.namespace, record.name);
  const { source } = record;
  if (source === undefined) return served?.metadata.uid === record.uid ? served : undefined;
  return served !== undefined && isMirrorOf(served, source) ? { ...source, status: served.status } : source;
}

/**
 * Sees to it that the API shows a static pod. A mirror that is being deleted, or shows another manifest, makes place for a new
 * one: a mirror cannot be kept deleted. Returns whether there is a new one. Models kubelet tryReconcileMirrorPods.
 */
export function reconcileMirror(client: Client, record: PodRecord): boolean {
  const { source, namespace, name } = record;
  if (source === undefined || source.metadata.deletionTimestamp !== undefined) return false;
  const served = client.get(pods, namespace, name);
  if (served !== undefined) {
    if (!isMirrorPod(served)) return false;
    if (isMirrorOf(served, source) && served.metadata.deletionTimestamp === undefined) return false;
    deleteMirror(client, served);
  }
  const node = client.get(nodes, undefined, record.node);
  if (node === undefined) return false;
  try {
    client.create(pods, namespace, mirrorDraft(source, node.metadata.uid));
    return true;
  } catch (error) {
    // A manifest that the API server refuses runs all the same: only nobody sees it there.
    if (!(error instanceof ApiError)) throw error;
    return false;
  }
}

/** Takes a mirror pod out of the API at once. */
export function deleteMirror(client: Client, mirror: Pod): void {
  const { namespace, name, uid } = mirror.metadata;
  try {
    client.delete(pods, namespace, name, { gracePeriodSeconds: 0, preconditions: { uid } });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
