import { isEnvVarName } from '../../api/names.ts';
import type { JsonObject } from '../json.ts';
import { KubectlError } from '../kubectl-error.ts';
import { present, typeAndMetadata } from './generated.ts';

export interface PodWish {
  readonly name: string;
  readonly image: string;
  readonly labels: string;
  readonly annotations: ReadonlyMap<string, string>;
  readonly env: readonly string[];
  readonly port: string;
  readonly args: readonly string[];
  /** The arguments are the command. */
  readonly command: boolean;
  readonly restart: string;
  readonly imagePullPolicy: string;
  readonly stdin: boolean;
  readonly stdinOnce: boolean;
  readonly tty: boolean;
  readonly privileged: boolean;
}

/** Models kubectl/pkg/generate/versioned/run.go BasicPod. */
export function generatePod(wish: PodWish): JsonObject {
  const labels = wish.labels === '' ? { run: wish.name } : parseLabels(wish.labels);
  if (wish.port !== '' && !/^[+-]?\d+$/.test(wish.port)) {
    throw new KubectlError(`strconv.Atoi: parsing "${wish.port}": invalid syntax`);
  }
  const container = {
    name: wish.name,
    image: wish.image,
    ...present('command', wish.command ? wish.args : []),
    ...present('args', wish.command ? [] : wish.args),
    ...(wish.port === '' ? {} : { ports: [{ containerPort: Number(wish.port) }] }),
    ...present('env', wish.env.map(parseEnv)),
    resources: {},
    ...present('imagePullPolicy', wish.imagePullPolicy),
    ...(wish.privileged ? { securityContext: { privileged: true } } : {}),
    ...present('stdin', wish.stdin),
    ...present('stdinOnce', wish.stdinOnce),
    ...present('tty', wish.tty),
  };
  return {
    ...typeAndMetadata('v1', 'Pod', wish.name, { labels, annotations: Object.fromEntries(wish.annotations) }),
    spec: { containers: [container], restartPolicy: wish.restart || 'Always', dnsPolicy: 'ClusterFirst' },
    status: {},
  };
}

/** Models kubectl/pkg/generate ParseLabels. */
export function parseLabels(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const parts = pair.split('=');
      const [key = '', value = ''] = parts;
      if (parts.length !== 2 || key === '') throw new KubectlError(`unexpected label spec: ${pair}`);
      return [key, value];
    }),
  );
}

function parseEnv(text: string): JsonObject {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(0, equals));
  if (equals < 1 || isEnvVarName(name).length > 0) throw new KubectlError(`invalid env: ${text}`);
  return { name, ...present('value', text.slice(equals + 1)) };
}
