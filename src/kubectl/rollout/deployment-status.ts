import { goQuote } from '../../api/go-quote.ts';
import type { Deployment } from '../../api/types/deployment.ts';
import type { StatusView } from './status-view.ts';

/** Models kubectl/pkg/polymorphichelpers/rollout_status.go DeploymentStatusViewer. `revision` 0 means any. */
export function deploymentStatus(deployment: Deployment, revision: number): StatusView {
  const name = goQuote(deployment.metadata.name);
  if (revision > 0) {
    const running = Number(deployment.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? '0');
    if (revision !== running) {
      return { failure: `desired revision (${revision}) is different from the running revision (${running})` };
    }
  }
  const { metadata, spec, status } = deployment;
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) {
    return { message: 'Waiting for deployment spec update to be observed...\n', done: false };
  }
  const progressing = status?.conditions?.find((condition) => condition.type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return { failure: `deployment ${name} exceeded its progress deadline` };
  }
  const waiting = (what: string): StatusView => ({
    message: `Waiting for deployment ${name} rollout to finish: ${what}...\n`,
    done: false,
  });
  const updated = status?.updatedReplicas ?? 0;
  const total = status?.replicas ?? 0;
  const available = status?.availableReplicas ?? 0;
  if (spec.replicas !== undefined && updated < spec.replicas) {
    return waiting(`${updated} out of ${spec.replicas} new replicas have been updated`);
  }
  if (total > updated) return waiting(`${total - updated} old replicas are pending termination`);
  if (available < updated) return waiting(`${available} of ${updated} updated replicas are available`);
  return { message: `deployment ${name} successfully rolled out\n`, done: true };
}
