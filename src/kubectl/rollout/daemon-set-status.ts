import { goQuote } from '../../api/go-quote.ts';
import type { DaemonSet } from '../../api/types/daemon-set.ts';
import type { StatusView } from './status-view.ts';

/** Models kubectl/pkg/polymorphichelpers/rollout_status.go DaemonSetStatusViewer. */
export function daemonSetStatus(daemonSet: DaemonSet): StatusView {
  const { metadata, spec, status } = daemonSet;
  if (spec.updateStrategy?.type !== 'RollingUpdate') {
    return { failure: 'rollout status is only available for RollingUpdate strategy type' };
  }
  if ((metadata.generation ?? 0) > (status?.observedGeneration ?? 0)) {
    return { message: 'Waiting for daemon set spec update to be observed...\n', done: false };
  }
  const name = goQuote(metadata.name);
  const waiting = (what: string): StatusView => ({
    message: `Waiting for daemon set ${name} rollout to finish: ${what}...\n`,
    done: false,
  });
  const desired = status?.desiredNumberScheduled ?? 0;
  const updated = status?.updatedNumberScheduled ?? 0;
  const available = status?.numberAvailable ?? 0;
  if (updated < desired) return waiting(`${updated} out of ${desired} new pods have been updated`);
  if (available < desired) return waiting(`${available} of ${desired} updated pods are available`);
  return { message: `daemon set ${name} successfully rolled out\n`, done: true };
}
