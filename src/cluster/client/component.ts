import type { World } from '../../sim/world.ts';
import type { Authorities } from './authorities.ts';
import type { Client } from './client.ts';
import type { EventRecorder } from './event-recorder.ts';

/** What every in-cluster part is made with. */
export interface ComponentContext {
  readonly world: World;
  /** Speaks to the API server as this component's user. */
  readonly client: Client;
  /** Records events as this component. */
  readonly events: EventRecorder;
  /** The keys that the cluster signs with; absent where nothing is signed. */
  readonly authorities?: Authorities;
}
