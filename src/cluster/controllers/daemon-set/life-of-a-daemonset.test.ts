import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { daemonSets, nodes } from '../../../api/resources.ts';
import type { Event } from '../../../api/types/core.ts';
import { createCluster } from '../../create-cluster.ts';
import type { NodeShape } from '../../kubelet/node-shape.ts';
import type { Store } from '../../store/store.ts';

/*
 * Replays the commands of the recorded life of a DaemonSet and compares with what a real cluster's watches said.
 *
 * Compared exactly, in order:
 *  - each pod's changes (every changed field), and the pods that follow one another on a node;
 *  - each pod's events, and the DaemonSet's events;
 *  - the revisions' changes;
 *  - the DaemonSet's changes.
 * Compared as rules that must hold in both traces: the order between objects (see `rules`).
 *
 * Left out, and why:
 *  - which node comes first where Kubernetes picks by the order of a Go map: nodes are compared as an unordered list of
 *    histories, without their names;
 *  - the order of changes of different pods that no rule ties together: it hangs on pull times, which "mean nothing";
 *  - a status of the set that counts fewer pods than there are, because an informer had not yet seen a pod that the
 *    controller had just made (the next line counts it); our controller never reads behind its own writes;
 *  - names, uids, times, addresses, container ids, image digests, resource versions; lastProbeTime, which is always null;
 *    lastTransitionTime, which changes with the status except within one second;
 *    managedFields, which have a test of their own;
 *  - repeated events of one reason (the recorder's counting has its own tests) and BackOff, whose time is the kubelet's.
 */

type Fields = Readonly<Record<string, unknown>>;
interface Row {
  readonly kind: 'pod' | 'set' | 'revision' | 'event';
  readonly type: string;
  readonly name: string;
  /** For ADDED everything, for MODIFIED what changed; `(gone)` for what was removed. */
  readonly fields: Fields;
}

describe('the life of a DaemonSet', () => {
  const recorded = readRecorded();
  const replayed = replay();
  const both = (look: (rows: readonly Row[]) => unknown) => [look(replayed), look(recorded)] as const;

  it('has the same pods, change by change and event by event, on every node', () => {
    const [ours, theirs] = both(nodeHistories);
    expect(ours).toEqual(theirs);
  });
  it('has the same revisions', () => {
    const [ours, theirs] = both((rows) =>
      rows
        .filter(({ kind }) => kind === 'revision')
        .map(describeRevision)
        .sort(),
    );
    expect(ours).toEqual(theirs);
  });
  it('has the same DaemonSet, change by change', () => {
    const [ours, theirs] = both(setHistory);
    expect(ours).toEqual(theirs);
  });
  it('has the same events of the DaemonSet', () => {
    const [ours, theirs] = both((rows) => eventsOf(rows, 'agent'));
    expect(ours).toEqual(theirs);
  });
  it.each(['recorded', 'replayed'] as const)('keeps the order between objects (%s)', (which) => {
    const rows = which === 'recorded' ? recorded : replayed;
    for (const [rule, before, after] of rules(rows)) {
      expect(before, `${which}, the cause is there: ${rule}`).toBeGreaterThanOrEqual(0);
      expect(after, `${which}: ${rule}`).toBeGreaterThan(before);
    }
  });
});

/** [rule, position of the cause, position of the effect] for every pod of the trace. */
function rules(rows: readonly Row[]): readonly (readonly [string, number, number])[] {
  const found: (readonly [string, number, number])[] = [];
  const position = (test: (row: Row) => boolean) => rows.findIndex(test);
  const event = (about: string, text: string) =>
    position(({ kind, name, fields }) => kind === 'event' && name === about && String(fields.text).includes(text));
  const third = position(({ kind, fields }) => kind === 'set' && fields['metadata.generation'] === 3);
  const reported = position(({ kind, fields }) => kind === 'set' && fields['status.observedGeneration'] === 3);
  const deletions = rows.flatMap(({ fields }, i) =>
    i > third && fields['metadata.deletionGracePeriodSeconds'] === 30 ? [i] : [],
  );
  found.push(['a set deletes its misplaced pods before it reports', deletions[0]!, reported]);
  found.push(['a set reports before it goes on with the update', reported, deletions[1]!]);
  for (const history of podsByNode(rows)) {
    history.forEach((pod, i) => {
      const of = (test: (row: Row) => boolean) =>
        position((row) => row.kind === 'pod' && row.name === pod && test(row));
      const made = of(({ type }) => type === 'ADDED');
      const bound = of(({ fields }) => 'spec.nodeName' in fields);
      const deleting = of(({ fields }) => 'metadata.deletionTimestamp' in fields);
      const ended = of(({ fields }) => /Succeeded|Failed/.test(String(fields['status.phase'])));
      const hash = rows[made]!.fields['metadata.labels.controller-revision-hash'];
      const revision = position(
        ({ kind, type, fields }) =>
          kind === 'revision' && type === 'ADDED' && fields['metadata.labels.controller-revision-hash'] === hash,
      );
      found.push(['a revision is made before its pods', revision, made]);
      found.push(['a pod is made before it is bound', made, bound]);
      found.push(['a pod is made before the set says so', made, event('agent', `Created pod: ${pod}`)]);
      found.push(['a pod is bound before the scheduler says so', bound, event(pod, 'Scheduled')]);
      found.push([
        'a pod is bound before its container starts',
        event(pod, 'Scheduled'),
        event(pod, pod === badPod(rows) ? 'Failed' : 'Started'),
      ]);
      found.push(['a pod ends after its deletion was asked for', deleting, ended]);
      const next = history[i + 1];
      if (next === undefined) return;
      found.push(['the set says so after it deleted a pod', deleting, event('agent', `Deleted pod: ${pod}`)]);
      const successor = position(({ kind, type, name }) => kind === 'pod' && type === 'ADDED' && name === next);
      found.push(['the successor is made when the old pod has ended', ended, successor]);
    });
  }
  return found;
}

const badPod = (rows: readonly Row[]) =>
  rows.find(
    ({ kind, type, fields }) =>
      kind === 'pod' && type === 'ADDED' && fields['spec.containers.0.image'] === 'nginx:nosuchtag',
  )?.name;

function podsByNode(rows: readonly Row[]): readonly (readonly string[])[] {
  const byNode = new Map<unknown, string[]>();
  for (const { kind, type, name, fields } of rows) {
    if (kind !== 'pod' || type !== 'ADDED') continue;
    const node =
      fields[
        'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.0.matchFields.0.values.0'
      ];
    byNode.set(node, [...(byNode.get(node) ?? []), name]);
  }
  return [...byNode.values()];
}

function nodeHistories(rows: readonly Row[]): readonly unknown[] {
  return podsByNode(rows)
    .map((history) =>
      history.map((pod) => ({
        changes: rows
          .filter(({ kind, name }) => kind === 'pod' && name === pod)
          .map(({ type, fields }) => ({ type, ...masked(fields) })),
        events: eventsOf(rows, pod),
      })),
    )
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function eventsOf(rows: readonly Row[], about: string): readonly string[] {
  const texts = rows
    .filter(({ kind, name }) => kind === 'event' && name === about)
    .map(({ fields }) => String(fields.text).replace(/ in [\d.]+m?s \([\d.]+m?s including waiting\)/, ' in <time>'))
    .map((text) =>
      text
        .replace(/agent-[a-z0-9]{5}/g, '<pod>')
        .replace(/node0\d/g, '<node>')
        .replace('(combined from similar events): ', ''),
    )
    .filter((text) => !/BackOff/.test(text));
  return about === 'agent' ? texts : [...new Set(texts)];
}

function describeRevision({ type, name, fields }: Row): string {
  const kept = { ...masked(fields) };
  return JSON.stringify([type, type === 'ADDED' ? '' : name, kept]).replace(/agent-[a-z0-9]+/g, '<revision>');
}

const statusFields = ['currentNumberScheduled', 'updatedNumberScheduled'].map((field) => `status.${field}`);

function setHistory(rows: readonly Row[]): readonly Fields[] {
  const states: Record<string, unknown>[] = [];
  for (const { kind, type, fields } of rows) {
    if (kind !== 'set' || type === 'DELETED') continue;
    const state: Record<string, unknown> = { ...states.at(-1), ...masked(fields) };
    for (const [key, value] of Object.entries(state)) if (value === '(gone)') delete state[key];
    states.push(state);
  }
  const behind = (state: Fields, next: Fields | undefined) =>
    next !== undefined &&
    Object.keys({ ...state, ...next }).every(
      (key) => state[key] === next[key] || (statusFields.includes(key) && Number(state[key] ?? 0) < Number(next[key])),
    );
  return states.filter((state, i) => !behind(state, states[i + 1]));
}

/** Takes out what differs between any two runs. */
function masked(fields: Fields): Fields {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (
      /managedFields|resourceVersion|^metadata\.uid|ownerReferences\.\d\.uid|lastProbeTime|lastTransitionTime/.test(key)
    )
      continue;
    const text = typeof value === 'string' ? value : undefined;
    if (text !== undefined && /Time$|Timestamp$|At$/.test(key) && text !== '(gone)') result[key] = '<time>';
    else if (/IP|ip$|containerID$|imageID$|^metadata\.name$|revision-hash$/i.test(key) && text !== '(gone)')
      result[key] = '<masked>';
    else
      result[key] =
        text?.replace(/kube-api-access-\w{5}/, 'kube-api-access-<rand>').replace(/^node0\d$/, '<node>') ?? value;
  }
  return result;
}

function flatten(value: unknown, path = '', into: Record<string, unknown> = {}): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || (path !== '' && Object.keys(value).length === 0)) {
    if (value !== null && value !== undefined) into[path] = value;
    return into;
  }
  for (const [key, item] of Object.entries(value)) flatten(item, path === '' ? key : `${path}.${key}`, into);
  return into;
}

function changesBetween(old: unknown, now: unknown): Fields {
  const before = flatten(old);
  const after = flatten(now);
  const changed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(after))
    if (JSON.stringify(before[key]) !== JSON.stringify(value)) changed[key] = value;
  for (const key of Object.keys(before)) if (!(key in after)) changed[key] = '(gone)';
  return changed;
}

function readRecorded(): readonly Row[] {
  const kinds = { pods: 'pod', daemonsets: 'set', controllerrevisions: 'revision', events: 'event' } as const;
  const rows: (Row & { readonly at: number })[] = [];
  for (const [file, kind] of Object.entries(kinds)) {
    const text = readFileSync(new URL(`testdata/${file}.ndjson`, import.meta.url), 'utf8');
    for (const line of text.trim().split('\n')) {
      const { type, object, name, changed } = JSON.parse(line);
      const at = Number(object?.metadata.resourceVersion ?? changed['metadata.resourceVersion']);
      if (kind === 'event') {
        if (object === undefined || object.involvedObject.kind === 'Node') continue;
        rows.push({
          kind,
          type,
          name: object.involvedObject.name,
          fields: { text: `${object.type} ${object.reason} ${object.message}` },
          at,
        });
      } else if (type === 'DELETED') rows.push({ kind, type, name, fields: {}, at });
      else rows.push({ kind, type, name: name ?? object.metadata.name, fields: changed ?? flatten(object), at });
    }
  }
  return rows.sort((a, b) => a.at - b.at);
}

/** The recorded commands against a whole cluster of ours. */
function replay(): readonly Row[] {
  const cluster = createCluster({ seed: 7, startAt: Date.UTC(2026, 0, 1), nodes: [1, 2, 3].map(machine), bare: true });
  const { clock } = cluster.world;
  const client = cluster.apiserver.client({ name: 'kubernetes-admin', groups: ['system:masters'] });
  const rows: Row[] = [];
  const noted = noteWrites(cluster.apiserver.registry.context.store, rows);
  const pass = (seconds: number) => clock.advanceTo(clock.now() + seconds * 1000);
  noted.begin();

  const template = (image: string, affinity?: object) => ({
    metadata: { creationTimestamp: null, labels: { app: 'agent' } },
    spec: {
      ...(affinity === undefined ? {} : { affinity }),
      containers: [
        {
          image,
          name: 'agent',
          readinessProbe: { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 1 },
          resources: { requests: { cpu: '50m', memory: '32Mi' } },
        },
      ],
    },
  });
  const annotation = recordedAnnotation();
  const key = 'kubectl.kubernetes.io/last-applied-configuration';
  client.create(daemonSets, 'default', {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', labels: { app: 'agent' }, annotations: { [key]: annotation } },
    spec: { selector: { matchLabels: { app: 'agent' } }, template: template('nginx:1.25') },
  } as never);
  pass(12);
  const change = (next: object) => {
    const set = client.get(daemonSets, 'default', 'agent')!;
    client.update(daemonSets, { ...set, spec: { ...set.spec, template: next } } as never);
  };
  change(template('nginx:1.26'));
  pass(25);
  client.patch(nodes, undefined, 'node01', 'merge', { metadata: { labels: { skip: '1' } } });
  const matchExpressions = [{ key: 'skip', operator: 'DoesNotExist' }];
  const affinity = {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  };
  change(template('nginx:1.26', affinity));
  pass(20);
  change(template('nginx:nosuchtag', affinity));
  pass(15);
  change(template('nginx:1.26', affinity));
  pass(20);
  client.delete(daemonSets, 'default', 'agent', { propagationPolicy: 'Background' });
  pass(40);
  return rows;
}

function recordedAnnotation(): string {
  const [first] = readFileSync(new URL('testdata/daemonsets.ndjson', import.meta.url), 'utf8').split('\n');
  return JSON.parse(first!).object.metadata.annotations['kubectl.kubernetes.io/last-applied-configuration'];
}

function machine(i: number): NodeShape {
  return {
    name: `node0${i}`,
    cpu: 4,
    memory: '8Gi',
    allocatableMemory: '8092Mi',
    pods: 110,
    address: `172.30.${i + 1}.2`,
    podCIDR: `10.244.${i}.0/24`,
    machineId: '8562d4c1ad015c6dc0426b290aab15c9',
    bootId: 'af6972d8-48dc-47a7-8f1e-c564781a6c6d',
  };
}

/** Notes every write of the watched kinds as a row at the moment of the write. */
function noteWrites(store: Store, rows: Row[]) {
  const kinds: Readonly<Record<string, Row['kind']>> = {
    pods: 'pod',
    'daemonsets.apps': 'set',
    'controllerrevisions.apps': 'revision',
  };
  let on = false;
  const { put, delete: remove } = store;
  const mutable = store as { put: typeof put; delete: typeof remove };
  mutable.put = (resource, key, object, expected, ownership) => {
    const old = store.get(resource, key);
    const stored = put(resource, key, object, expected, ownership);
    const kind = kinds[resource];
    const event = stored as Event | undefined;
    if (on && resource === 'events' && old === undefined && event?.involvedObject.kind !== 'Node') {
      const text = `${event?.type} ${event?.reason} ${event?.message}`;
      rows.push({ kind: 'event', type: 'ADDED', name: event?.involvedObject.name ?? '', fields: { text } });
    }
    if (on && stored !== undefined && kind !== undefined) {
      const type = old === undefined ? 'ADDED' : 'MODIFIED';
      rows.push({
        kind,
        type,
        name: stored.metadata.name,
        fields: old === undefined ? flatten(stored) : changesBetween(old, stored),
      });
    }
    return stored;
  };
  mutable.delete = (resource, key, expected, last, ownership) => {
    const gone = remove(resource, key, expected, last, ownership);
    const kind = kinds[resource];
    if (on && gone !== undefined && kind !== undefined)
      rows.push({ kind, type: 'DELETED', name: gone.metadata.name, fields: {} });
    return gone;
  };
  return {
    begin() {
      on = true;
      rows.length = 0;
    },
  };
}
