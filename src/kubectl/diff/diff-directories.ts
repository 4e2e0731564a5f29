import { writeYaml } from '../../api/yaml.ts';
import type { KubectlIo } from '../io.ts';
import { type JsonObject, readText, withoutPath } from '../json.ts';
import type { ResourceInfo } from '../resource-info.ts';
import { maskedSecrets } from './masked-secrets.ts';

/** Two temporary directories with a file for each object: as it is, and as it would be. Models kubectl/pkg/cmd/diff Differ. */
export interface DiffDirectories {
  readonly live: string;
  readonly merged: string;
  /** `live` is undefined for an object that does not exist yet. */
  add(info: ResourceInfo, live: JsonObject | undefined, merged: JsonObject): void;
  remove(): void;
}

export function makeDiffDirectories(showManagedFields: boolean, io: KubectlIo): DiffDirectories {
  const live = `/tmp/LIVE-${io.randomSuffix()}`;
  const merged = `/tmp/MERGED-${io.randomSuffix()}`;
  io.files.makeDirectory(live);
  io.files.makeDirectory(merged);
  const shown = (object: JsonObject): JsonObject =>
    showManagedFields ? object : withoutPath(object, ['metadata', 'managedFields']);
  return {
    live,
    merged,
    add(info, liveObject, mergedObject) {
      let from = liveObject === undefined ? undefined : shown(liveObject);
      let to = shown(mergedObject);
      if (readText(to, 'kind') === 'Secret' && readText(to, 'apiVersion') === 'v1')
        ({ from, to } = maskedSecrets(from, to));
      const name = fileName(info);
      io.files.write(`${live}/${name}`, from === undefined ? '' : writeYaml(from));
      io.files.write(`${merged}/${name}`, writeYaml(to));
    },
    remove() {
      io.files.remove(live);
      io.files.remove(merged);
    },
  };
}

/** `apps.v1.DaemonSet.default.web`. */
function fileName({ resource, namespace, name }: ResourceInfo): string {
  const group = resource.group === '' ? '' : `${resource.group}.`;
  return `${group}${resource.version}.${resource.kind}.${namespace}.${name}`;
}
