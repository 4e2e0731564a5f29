import { jsonEqual } from '../../../api/json-equal.ts';
import { labelSelectorMatches } from '../../../api/labels.ts';
import type { KubeObject } from '../../../api/object.ts';
import { controllerRevisions, daemonSets, nodes, pods } from '../../../api/resources.ts';
import type { DaemonSet } from '../../../api/types/daemon-set.ts';
import type { Node } from '../../../api/types/node.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Change, Client } from '../../client/client.ts';
import { type Trigger, trigger } from '../../client/reconciler.ts';
import { controllerOf } from '../controller-ref.ts';
import { keyOf } from '../object-key.ts';
import { nodeShouldRunDaemonPod } from './placement.ts';
import { notePod } from './refresh-nodes.ts';
import type { SetRecord } from './set-record.ts';

/**
 * Which sets a change concerns, and which nodes of theirs. Models the event handlers of daemon_controller.go
 * (addPod, updatePod, deletePod, addNode, updateNode, addHistory, updateHistory, deleteHistory).
 */
export function daemonSetTriggers(client: Client, records: Map<string, SetRecord>): readonly Trigger[] {
  const controllingSet = (object: KubeObject): DaemonSet | undefined => {
    const reference = controllerOf(object);
    if (reference?.kind !== 'DaemonSet') return undefined;
    const set = client.get(daemonSets, object.metadata.namespace, reference.name);
    return set?.metadata.uid === reference.uid ? set : undefined;
  };
  const selectingSets = ({ metadata }: KubeObject): readonly DaemonSet[] =>
    client
      .list(daemonSets, { namespace: metadata.namespace! })
      .filter((set) => labelSelectorMatches(set.spec.selector, metadata.labels));
  const recordOf = (set: DaemonSet): SetRecord | undefined => {
    const record = records.get(keyOf(set));
    return record?.uid === set.metadata.uid ? record : undefined;
  };

  function podChanged({ type, object: pod, old }: Change<Pod>): string[] {
    const keys: string[] = [];
    const visit = (set: DaemonSet | undefined, seen: Pod): void => {
      if (set === undefined) return;
      const record = recordOf(set);
      if (record !== undefined) notePod(record, seen);
      keys.push(keyOf(set));
    };
    const refChanged = type === 'MODIFIED' && !jsonEqual(controllerOf(pod), old && controllerOf(old));
    if (refChanged) visit(controllingSet(old!), old!);
    if (controllerOf(pod) !== undefined) visit(controllingSet(pod), pod);
    else if (type === 'ADDED' || (type === 'MODIFIED' && (refChanged || labelsChanged(pod, old)))) {
      for (const set of selectingSets(pod)) {
        recordOf(set)?.orphans.add(pod.metadata.name);
        keys.push(keyOf(set));
      }
    }
    return keys;
  }

  function nodeChanged({ type, object: node, old }: Change<Node>): string[] {
    if (type === 'MODIFIED' && !labelsChanged(node, old) && jsonEqual(node.spec.taints, old?.spec.taints)) return [];
    const keys: string[] = [];
    for (const set of client.list(daemonSets)) {
      recordOf(set)?.dirty.add(node.metadata.name);
      if (type === 'DELETED') continue;
      const now = nodeShouldRunDaemonPod(set.spec.template, node);
      const scheduled = (recordOf(set)?.pods.get(node.metadata.name)?.size ?? 0) > 0;
      // Models syncNodeUpdate: a node that only stops being counted does not wake the set, whose status stays until its next sync.
      const matters = scheduled ? !now.shouldContinueRunning : now.shouldRun;
      if (matters) keys.push(keyOf(set));
    }
    return keys;
  }

  return [
    trigger(daemonSets, ({ object }) => [keyOf(object)]),
    trigger(pods, podChanged),
    trigger(nodes, nodeChanged),
    trigger(controllerRevisions, ({ type, object, old }) => {
      const owner = controllingSet(object) ?? (old && controllingSet(old));
      if (owner !== undefined) return type === 'ADDED' ? [] : [keyOf(owner)];
      if (controllerOf(object) !== undefined || type === 'DELETED') return [];
      return selectingSets(object).map(keyOf);
    }),
  ];
}

function labelsChanged(now: KubeObject, old: KubeObject | undefined): boolean {
  return !jsonEqual(now.metadata.labels, old?.metadata.labels);
}
