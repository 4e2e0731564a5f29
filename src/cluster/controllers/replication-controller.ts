import { replicationControllers } from '../../api/resources.ts';
import type { ComponentContext } from '../client/component.ts';
import type { ReconcilerHandle } from '../client/reconciler.ts';
import { createReplicaController } from './replica-set/replica-controller.ts';

/** Models pkg/controller/replication, which is the ReplicaSet controller in another dress. */
export const createReplicationManager = (context: ComponentContext): ReconcilerHandle =>
  createReplicaController(context, {
    name: 'replicationcontroller',
    resource: replicationControllers,
    selector: ({ spec }) => selectors.of(spec.selector ?? {}),
  });

/** A selector object for each map of labels, because matching remembers what it compiled by the object. */
const selectors = {
  known: new WeakMap<object, { readonly matchLabels: Readonly<Record<string, string>> }>(),
  of(matchLabels: Readonly<Record<string, string>>) {
    let selector = this.known.get(matchLabels);
    if (selector === undefined) {
      selector = Object.freeze({ matchLabels });
      this.known.set(matchLabels, selector);
    }
    return selector;
  },
};
