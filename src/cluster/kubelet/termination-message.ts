import { mainRun } from './exec/main-run.ts';
import { type PodWork, specOf } from './pod-work.ts';

const usualPath = '/dev/termination-log';
const fileLimit = 4096;
/** All messages of a pod's containers share this. */
const podLimit = 12_288;
const logLimit = 2048;
const logLines = 80;

/** What a container that has ended left as its message. Models kuberuntime getTerminationMessage. */
export function terminationMessage(work: PodWork, index: number): string | undefined {
  const spec = specOf(work.pod, index);
  const record = work.record.containers[index]!;
  const path = spec.terminationMessagePath ?? usualPath;
  const fallsBack = spec.terminationMessagePolicy === 'FallbackToLogsOnError' && record.exitCode !== 0;
  const { containers, initContainers = [] } = work.pod.spec;
  const limit = Math.min(fileLimit, Math.floor(podLimit / (containers.length + initContainers.length)));
  const written = record.files?.get(path);
  if (written) return written.slice(0, limit);
  // Most containers leave none: their scripts need not be told again.
  const mentions = [...(spec.command ?? []), ...(spec.args ?? [])].some((word) => word.includes(path));
  if (!mentions && !fallsBack) return undefined;
  const lifeMs = record.finishedAt - record.startedAt;
  const run = mainRun(work.context.client, work.pod, work.record, index, record.startedAt, lifeMs + 1);
  const text = run?.files.get(path) ?? '';
  if (text !== '') return text.slice(0, limit);
  if (!fallsBack || run === undefined) return undefined;
  const log = run.lines.slice(-logLines).map((line) => `${line.text}\n`);
  return log.join('').slice(-logLimit).slice(0, limit) || undefined;
}
