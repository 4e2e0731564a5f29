import type { FieldDocs } from '../../api/field-docs.ts';
import type { ApiRequest, ApiResponse, Transport, User } from '../../api/transport.ts';
import type { World } from '../../sim/world.ts';
import type { Client } from '../client/client.ts';
import { createClient } from '../client/create-client.ts';
import { type BootstrapOptions, bootstrap } from './bootstrap.ts';
import { type ContainerSources, createHandler } from './http/handler.ts';
import { createRegistry, type Registry } from './rest/registry.ts';
import type { AnyStrategy, ComponentHealth } from './strategy.ts';

/** The only door to the cluster. */
export interface ApiServer {
  /** Answers one request. Never throws for what a client sends: it answers with a Status. */
  handle(request: ApiRequest): ApiResponse;
  /** The same door for in-cluster parts: the same admission, defaulting and validation, without JSON. `manager` owns what it writes. */
  client(user: User, manager?: string): Client;
  /** The same door as a transport within the process. */
  transport(user: User): Transport;
  /** Says what answers `pods/log` and `pods/exec`; set by the part that runs containers. */
  serveContainers(sources: ContainerSources): void;
  /** Says what knows whether the components of the control plane run; without it all do. */
  serveComponentHealth(isRunning: ComponentHealth): void;
  /** Gives the texts that OpenAPI describes fields with; without them it answers without descriptions. */
  setFieldDocs(docs: FieldDocs): void;
  /** Creates what a fresh cluster holds (namespaces, priority classes, the kubernetes Service ...). */
  bootstrap(options?: BootstrapOptions): void;
  readonly registry: Registry;
}

/** An API server of the kinds given, else of every kind there is. */
export function createApiServer(world: World, kinds?: readonly AnyStrategy[]): ApiServer {
  const registry = createRegistry(world, kinds);
  const containers: ContainerSources = {};
  let fieldDocs: FieldDocs | undefined;
  const handle = createHandler(registry, containers, () => fieldDocs);
  return {
    handle,
    client: (user, manager) => createClient(registry, user, manager),
    transport: (user) => ({
      send: (request) => Promise.resolve(handle({ ...request, user })),
    }),
    serveContainers(sources) {
      Object.assign(containers, sources);
    },
    serveComponentHealth(isRunning) {
      registry.context.health.isRunning = isRunning;
    },
    setFieldDocs(docs) {
      fieldDocs = docs;
    },
    bootstrap: (options) => bootstrap(registry, options),
    registry,
  };
}
