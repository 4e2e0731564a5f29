import { replicaSets } from '../../../api/resources.ts';
import type { ComponentContext } from '../../client/component.ts';
import type { ReconcilerHandle } from '../../client/reconciler.ts';
import { createReplicaController } from './replica-controller.ts';

export const createReplicaSetController = (context: ComponentContext): ReconcilerHandle =>
  createReplicaController(context, {
    name: 'replicaset',
    resource: replicaSets,
    selector: ({ spec }) => spec.selector,
  });
