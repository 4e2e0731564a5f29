import { goQuote } from '../../../api/go-quote.ts';
import type { Volume, VolumeProjection } from '../../../api/types/volume.ts';
import { OLD_SOURCES } from './old-sources.ts';
import { claimSpecWarnings } from './persistent-volume-claim.ts';

/** Models a part of pkg/api/pod warningsForPodSpecAndMeta. */
export function volumeWarnings(volumes: readonly Volume[], field: string): readonly string[] {
  return volumes.flatMap((volume, i) => {
    const given = volume as unknown as Readonly<Record<string, unknown>>;
    const template = volume.ephemeral?.volumeClaimTemplate;
    return [
      ...OLD_SOURCES.flatMap(([source, path, why]) =>
        given[source] === undefined ? [] : [`${field}[${i}].${path}: ${why}`],
      ),
      ...(template === undefined
        ? []
        : claimSpecWarnings(template.spec ?? {}, `${field}[${i}].ephemeral.volumeClaimTemplate.spec`)),
    ];
  });
}

/** Models warningsForOverlappingVirtualPaths: files of one volume that stand where others are. */
export function overlapWarnings(volumes: readonly Volume[]): readonly string[] {
  return volumes.flatMap(({ name, configMap, secret, downwardAPI, projected }) => {
    const start = `volume ${goQuote(name)}`;
    const about = (what: string, items: readonly Mapped[] | undefined) =>
      items === undefined ? [] : overlaps(pathsOf(items), `${start} (${what}): overlapping paths`);
    return [
      ...about(`ConfigMap ${goQuote(configMap?.name ?? '')}`, configMap?.items),
      ...about(`Secret ${goQuote(secret?.secretName ?? '')}`, secret?.items),
      ...about('DownwardAPI', downwardAPI?.items),
      ...projectedWarnings(projected?.sources ?? [], start),
    ];
  });
}

interface Mapped {
  readonly path: string;
}

const pathsOf = (items: readonly Mapped[]) => items.map(({ path }) => path ?? '');

function projectedWarnings(sources: readonly VolumeProjection[], start: string): readonly string[] {
  const all = new Set<string>();
  return sources.flatMap((source) => {
    if (Object.values(source).every((part) => part === undefined)) {
      return [`${start} (Projected) has no sources provided`];
    }
    const [what, paths] = projectedPaths(source);
    const message = `${start} (Projected ${what}): overlapping paths`;
    const unique = [...new Set(paths)];
    const warnings = [...overlaps(paths, message), ...overlaps([...unique, ...all].sort(), message)];
    for (const path of unique) all.add(path);
    return warnings;
  });
}

function projectedPaths(source: VolumeProjection): readonly [string, readonly string[]] {
  const { configMap, secret, downwardAPI, serviceAccountToken: token, clusterTrustBundle: bundle } = source;
  if (configMap?.items !== undefined) return [`ConfigMap ${goQuote(configMap.name ?? '')}`, pathsOf(configMap.items)];
  if (secret?.items !== undefined) return [`Secret ${goQuote(secret.name ?? '')}`, pathsOf(secret.items)];
  if (downwardAPI?.items !== undefined) return ['DownwardAPI', pathsOf(downwardAPI.items)];
  if (token !== undefined) return ['ServiceAccountToken', [token.path ?? '']];
  if (bundle === undefined) return ['', []];
  return [`ClusterTrustBundle ${goQuote(bundle.name ?? bundle.signerName ?? '')}`, [bundle.path ?? '']];
}

/** Models checkVolumeMappingForOverlap, which takes `ab` to be within `a`. */
function overlaps(paths: readonly string[], message: string): readonly string[] {
  const seen = new Set<string>();
  return paths.flatMap((given) => {
    const path = given.replace(/\/+$/, '');
    const other = [...seen].find(
      (item) => item !== '' && path !== '' && (`${item}/`.startsWith(path) || `${path}/`.startsWith(item)),
    );
    seen.add(path);
    return other === undefined ? [] : [`${message}: ${goQuote(path)} with ${goQuote(other)}`];
  });
}
