import type { NodeView, PodView } from '../../api/view.ts';
import { formatAge, formatCpu, formatMemory } from './amounts.ts';
import { clusterStore } from './cluster-store.ts';
import type { GridHit } from './painter.ts';
import { PodGlyph } from './pod-glyph.tsx';
import { useCluster } from './use-cluster.ts';

const WIDTH = 340;
const PODS_SHOWN = 12;

/** More about the node or pod under the pointer or the focus. */
export function DetailCard({ hit, x, y }: { readonly hit: GridHit; readonly x: number; readonly y: number }) {
  useCluster();
  const pod = hit.pod === undefined ? undefined : clusterStore.pod(hit.pod);
  const node = clusterStore.node(hit.node);
  const left = Math.max(8, Math.min(x + 14, innerWidth - WIDTH - 12));
  const below = y < innerHeight * 0.55;
  return (
    <div
      className="detail-card"
      data-testid="grid-detail"
      role="status"
      style={{ left, width: WIDTH, ...(below ? { top: y + 16 } : { bottom: innerHeight - y + 12 }) }}
    >
      {pod !== undefined ? <PodDetail pod={pod} /> : <NodeDetail node={node} pods={clusterStore.podsOn(hit.node)} />}
    </div>
  );
}

function PodDetail({ pod }: { readonly pod: PodView }) {
  return (
    <>
      <strong className="detail-title">
        <PodGlyph state={pod.state} /> {pod.name}
      </strong>
      <dl>
        <Row name="Status">{pod.status}</Row>
        <Row name="Ready">{`${pod.ready}${pod.restarts > 0 ? `, ${pod.restarts} restarts` : ''}`}</Row>
        <Row name="Namespace">{pod.namespace}</Row>
        <Row name="Controller">{pod.controller || 'none'}</Row>
        <Row name="Node">{pod.node || 'not scheduled'}</Row>
        <Row name="Image">{pod.images.join(', ')}</Row>
        <Row name="Age">{formatAge(clusterStore.nowMs() - pod.createdMs)}</Row>
      </dl>
      {pod.message !== '' && <p className="detail-message">{pod.message}</p>}
    </>
  );
}

function NodeDetail({ node, pods }: { readonly node: NodeView | undefined; readonly pods: readonly PodView[] }) {
  const labels = Object.entries(node?.labels ?? {}).filter(([key]) => !key.startsWith('beta.'));
  return (
    <>
      <strong className="detail-title">{node?.name ?? 'Not scheduled'}</strong>
      {node !== undefined && (
        <dl>
          <Row name="Status">
            {`${node.ready === 'True' ? 'Ready' : 'NotReady'}${node.cordoned ? ', SchedulingDisabled' : ''}`}
          </Row>
          <Row name="CPU">{`${formatCpu(node.requested.cpuMilli)} of ${formatCpu(node.allocatable.cpuMilli)} requested`}</Row>
          <Row name="Memory">
            {`${formatMemory(node.requested.memoryBytes)} of ${formatMemory(node.allocatable.memoryBytes)} requested`}
          </Row>
          <Row name="Pods">{`${pods.length} of ${node.allocatable.pods}`}</Row>
          {node.taints.length > 0 && <Row name="Taints">{node.taints.join(', ')}</Row>}
          <Row name="Labels">{labels.map(([key, value]) => (value === '' ? key : `${key}=${value}`)).join('\n')}</Row>
        </dl>
      )}
      <ul className="detail-pods">
        {pods.slice(0, PODS_SHOWN).map((pod) => (
          <li key={pod.uid}>
            <PodGlyph state={pod.state} />
            <span className="detail-pod">{pod.name}</span>
            <span className="muted">{pod.status}</span>
            {pod.node === '' && pod.message !== '' && <p className="detail-message">{pod.message}</p>}
          </li>
        ))}
        {pods.length > PODS_SHOWN && <li className="muted">and {pods.length - PODS_SHOWN} more</li>}
      </ul>
    </>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
