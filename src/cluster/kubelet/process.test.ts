import { describe, expect, it } from 'vitest';
import { type FoundImage, findImage } from './image-registry.ts';
import { probeOutcome } from './probe-outcome.ts';
import { processOf } from './process.ts';
import { runScript } from './shell-script.ts';

describe('findImage', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.25', 'docker.io/library/nginx:1.25'],
    ['nginx:1.25.3-alpine', 'docker.io/library/nginx:1.25.3-alpine'],
    ['fluent/fluentd:v1.16-1', 'docker.io/fluent/fluentd:v1.16-1'],
    ['quay.io/prometheus/node-exporter:v1.8.0', 'quay.io/prometheus/node-exporter:v1.8.0'],
    ['nvidia/dcgm-exporter:3.3.5', 'docker.io/nvidia/dcgm-exporter:3.3.5'],
  ])('finds %s', (reference, image) => expect(findImage(reference)).toMatchObject({ kind: 'found', image }));

  it.each([
    ['nginx:nosuchtag', 'docker.io/library/nginx:nosuchtag: not found'],
    ['nginx:1.99', 'docker.io/library/nginx:1.99: not found'],
    ['ngnix', 'pull access denied'],
    ['quay.io/nobody/nothing:v1', 'quay.io/nobody/nothing:v1: not found'],
  ])('misses %s', (reference, message) => {
    expect(findImage(reference)).toMatchObject({ kind: 'missing', message: expect.stringContaining(message) });
  });

  it.each(['', 'NGINX', 'nginx:', 'a b', ':1', 'x@sha256:12'])('refuses %j', (reference) =>
    expect(findImage(reference).kind).toBe('invalid'),
  );
});

describe('runScript', () => {
  it.each([
    ['exit 3', 0, 3],
    ['sleep 5; false', 5000, 1],
    ['sleep 1m && echo done', 60_000, 0],
    ['false || sleep 2', 2000, 0],
    ['false && sleep 2; exit 1', 0, 1],
    ['for i in 1 2 3; do echo $i; sleep 1; done', 3000, 0],
    ['while true; do echo x; sleep 5; done', undefined, 0],
    ['tail -f /dev/null', undefined, 0],
    ['sleep infinity', undefined, 0],
    ['exec nginx -g "daemon off;"', undefined, 0],
    ['while true; do exit 4; done', 0, 4],
    ['sleep 1 & sleep 2', 2000, 0],
  ])('%s', (script, endsAfterMs, exitCode) => {
    const run = runScript(script);
    expect([run.endsAfterMs, run.exitCode]).toEqual([endsAfterMs, exitCode]);
  });

  it('ends on scripts that never stop growing', () => {
    expect(runScript('for i in 1 2 3 4 5 6 7 8 9; do '.repeat(12)).endsAfterMs ?? 'forever').toBeDefined();
    expect(runScript(`${'echo x;'.repeat(9000)}`).output.length).toBeLessThanOrEqual(1000);
  });
});

const found = (image: string) => (findImage(image) as FoundImage).known;
const container = (image: string, rest: object = {}) => ({ name: 'c', image, ...rest });
const foresee = (image: string, rest: object = {}, hostNetwork = false) =>
  processOf(found(image), container(image, rest), hostNetwork);

describe('processOf', () => {
  it.each([
    ['a server runs on', 'nginx:1.25', {}, undefined, 0],
    ['busybox without a command ends', 'busybox', {}, 0, 0],
    ['arguments are the command of a shell image', 'busybox', { args: ['sleep', '30'] }, 30_000, 0],
    ['a script', 'busybox', { command: ['sh', '-c', 'sleep 2; exit 7'] }, 2000, 7],
    ['an unknown command runs on', 'nginx:1.25', { command: ['/opt/agent', '-v'] }, undefined, 0],
    ['calico without a datastore fails', 'calico/node:v3.27.0', {}, 1500, 1],
    ['calico with one runs', 'calico/node:v3.27.0', { env: [{ name: 'DATASTORE_TYPE' }] }, undefined, 0],
    ['postgres without a password fails', 'postgres:16', {}, 400, 1],
  ])('%s', (_what, image, rest, endsAfterMs, exitCode) => {
    const process = foresee(image, rest);
    expect([process.endsAfterMs, process.exitCode]).toEqual([endsAfterMs, exitCode]);
  });

  it('knows what ignores SIGTERM', () => {
    expect(foresee('busybox', { command: ['sleep', '3600'] }).termAfterMs).toBeUndefined();
    expect(foresee('nginx').termAfterMs).toBe(300);
  });
});

describe('probeOutcome', () => {
  const nginx = foresee('nginx');
  const liveness = foresee('busybox', {
    args: ['/bin/sh', '-c', 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600'],
  });
  const cat = { exec: { command: ['cat', '/tmp/healthy'] } };
  it.each([
    ['before it listens', { httpGet: { port: 80 } }, nginx, 50, false, 'connection refused'],
    ['a page', { httpGet: { port: 80, path: '/' } }, nginx, 500, true, ''],
    ['no such page', { httpGet: { port: 80, path: '/healthz' } }, nginx, 500, false, 'statuscode: 404'],
    [
      'a closed port',
      { tcpSocket: { port: 81 } },
      nginx,
      500,
      false,
      'dial tcp 10.0.0.1:81: connect: connection refused',
    ],
    ['a file that is there', cat, liveness, 10_000, true, ''],
    ['a file that is gone', cat, liveness, 31_000, false, "cat: can't open '/tmp/healthy': No such file or directory"],
  ])('%s', (_what, probe, process, at, ok, output) => {
    const outcome = probeOutcome(probe, container('nginx'), process, '10.0.0.1', at);
    expect(outcome.ok).toBe(ok);
    expect(outcome.output).toContain(output);
  });
});
