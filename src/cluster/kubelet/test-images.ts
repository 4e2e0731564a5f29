import type { ImageProcess, KnownImage } from './known-image.ts';

const MiB = 1024 * 1024;
const registry = 'registry.k8s.io/e2e-test-images';
const shellProcess: ImageProcess = { ends: { afterMs: 0, exitCode: 0 }, onTerm: 'ignored' };

function web(name: string, newest: string, sizeBytes: number, ...ports: number[]): KnownImage {
  return { repository: `${registry}/${name}`, newest, sizeBytes, process: { ports } };
}

/** The images that Kubernetes' own end-to-end tests run. */
export const testImages: readonly KnownImage[] = [
  web('agnhost', '2.59', 50 * MiB, 80, 8080, 9376),
  { repository: `${registry}/busybox`, newest: '1.37', sizeBytes: 2_200_000, shell: true, process: shellProcess },
  web('httpd', '2.4', 40 * MiB, 80),
  web('nginx', '1.15', 7 * MiB, 80),
  web('resource-consumer', '1.13', 50 * MiB, 8080),
  web('sample-apiserver', '1.33', 60 * MiB, 443),
  web('nautilus', '1.7', 50 * MiB, 80),
  web('kitten', '1.7', 50 * MiB, 80),
  web('apparmor-loader', '1.4', 5 * MiB),
  web('cuda-vector-add', '2.3', 90 * MiB),
  web('nonewprivs', '1.3', 4 * MiB),
  { ...web('nonroot', '1.4', 20 * MiB), user: 1234 },
  web('regression-issue-74839', '1.3', 20 * MiB, 9000),
  web('sd-dummy-exporter', '1.4', 20 * MiB, 8080),
  web('echoserver', '2.5', 20 * MiB, 8080),
  web('metadata-concealment', '1.6', 5 * MiB),
  { repository: `${registry}/ipc-utils`, newest: '1.3', sizeBytes: 3 * MiB, shell: true, process: shellProcess },
  {
    repository: `${registry}/jessie-dnsutils`,
    newest: '1.7',
    sizeBytes: 110 * MiB,
    shell: true,
    process: shellProcess,
  },
  { repository: `${registry}/perl`, newest: '5.26', sizeBytes: 60 * MiB, shell: true, process: shellProcess },
  web('redis', '5.0', 35 * MiB, 6379),
  web('volume/nfs', '1.4', 95 * MiB, 2049),
  web('volume/iscsi', '2.6', 80 * MiB, 3260),
];
