import { isJsonObject, type JsonObject, readPath, readText } from '../json.ts';
import { present, typeAndMetadata } from './generated.ts';

function jobSpec(name: string, image: string, command: readonly string[], restartPolicy: string): JsonObject {
  return {
    template: {
      metadata: { creationTimestamp: null },
      spec: { containers: [{ name, image, ...present('command', command), resources: {} }], restartPolicy },
    },
  };
}

/** Models kubectl/pkg/cmd/create/create_job.go createJob. */
export function generateJob(name: string, image: string, command: readonly string[]): JsonObject {
  return { ...typeAndMetadata('batch/v1', 'Job', name), spec: jobSpec(name, image, command, 'Never'), status: {} };
}

/** Models kubectl/pkg/cmd/create/create_job.go createJobFromCronJob. */
export function generateJobFromCronJob(name: string, cronJob: JsonObject): JsonObject {
  const template = readPath(cronJob, 'spec', 'jobTemplate');
  const annotations = readPath(template, 'metadata', 'annotations');
  const labels = readPath(template, 'metadata', 'labels');
  const base = typeAndMetadata('batch/v1', 'Job', name, {
    labels: isJsonObject(labels) ? labels : {},
    annotations: {
      'cronjob.kubernetes.io/instantiate': 'manual',
      ...(isJsonObject(annotations) ? annotations : {}),
    },
  });
  return {
    ...base,
    metadata: {
      ...(base.metadata as JsonObject),
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: readText(cronJob, 'metadata', 'name'),
          uid: readText(cronJob, 'metadata', 'uid'),
          controller: true,
        },
      ],
    },
    spec: readPath(template, 'spec'),
    status: {},
  };
}

/** Models kubectl/pkg/cmd/create/create_cronjob.go createCronJob. */
export function generateCronJob(
  name: string,
  image: string,
  schedule: string,
  restart: string,
  command: readonly string[],
): JsonObject {
  return {
    ...typeAndMetadata('batch/v1', 'CronJob', name),
    spec: {
      schedule,
      jobTemplate: { metadata: { name, creationTimestamp: null }, spec: jobSpec(name, image, command, restart) },
    },
    status: {},
  };
}
