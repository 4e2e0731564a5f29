import type { JsonObject } from '../json.ts';
import { present, typeAndMetadata } from './generated.ts';

export interface DeploymentWish {
  readonly name: string;
  readonly images: readonly string[];
  readonly command: readonly string[];
  readonly replicas: number;
  /** Negative for none. */
  readonly port: number;
}

/** Models kubectl/pkg/cmd/create/create_deployment.go createDeployment. */
export function generateDeployment(wish: DeploymentWish, randomSuffix: () => string): JsonObject {
  const labels = { app: wish.name };
  const containers = wish.images.map((image, index) => ({
    name: containerName(image, randomSuffix),
    image,
    ...present('command', wish.command),
    ...(index === 0 && wish.port >= 0 ? { ports: [{ containerPort: wish.port }] } : {}),
    resources: {},
  }));
  return {
    ...typeAndMetadata('apps/v1', 'Deployment', wish.name, { labels }),
    spec: {
      replicas: wish.replicas,
      selector: { matchLabels: labels },
      template: { metadata: { creationTimestamp: null, labels }, spec: { containers } },
      strategy: {},
    },
    status: {},
  };
}

/** The last part of the image's name, without tag and digest. */
function containerName(image: string, randomSuffix: () => string): string {
  const name = (image.split('/').at(-1) ?? '').split(':')[0]?.split('@')[0] ?? '';
  return /[_.]/.test(name) ? `${name.replace(/[_.]/g, '-')}-${randomSuffix()}` : name;
}
