import type { Volume } from '../../api/types/volume.ts';

/** The volumes of a pod template, indented as in `describe`. Models kubectl/pkg/describe describeVolumes. */
export function volumeLines(volumes: readonly Volume[]): readonly string[] {
  if (volumes.length === 0) return ['  Volumes:\t<none>'];
  return ['  Volumes:', ...volumes.flatMap((volume) => [`   ${volume.name}:`, ...sourceLines(volume)])];
}

function sourceLines(volume: Volume): readonly string[] {
  const { hostPath, emptyDir, secret, configMap, persistentVolumeClaim, projected } = volume;
  if (hostPath !== undefined) {
    return [
      '    Type:\tHostPath (bare host directory volume)',
      `    Path:\t${hostPath.path}`,
      `    HostPathType:\t${hostPath.type ?? '<none>'}`,
    ];
  }
  if (emptyDir !== undefined) {
    return [
      "    Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
      `    Medium:\t${emptyDir.medium ?? ''}`,
      `    SizeLimit:\t${emptyDir.sizeLimit ?? '<unset>'}`,
    ];
  }
  if (secret !== undefined) {
    return [
      '    Type:\tSecret (a volume populated by a Secret)',
      `    SecretName:\t${secret.secretName ?? ''}`,
      `    Optional:\t${secret.optional ?? false}`,
    ];
  }
  if (configMap !== undefined) {
    return [
      '    Type:\tConfigMap (a volume populated by a ConfigMap)',
      `    Name:\t${configMap.name ?? ''}`,
      `    Optional:\t${configMap.optional ?? false}`,
    ];
  }
  if (persistentVolumeClaim !== undefined) {
    return [
      '    Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      `    ClaimName:\t${persistentVolumeClaim.claimName}`,
      `    ReadOnly:\t${persistentVolumeClaim.readOnly ?? false}`,
    ];
  }
  if (projected !== undefined) {
    return ['    Type:\tProjected (a volume that contains injected data from multiple sources)'];
  }
  return ['  <unknown>'];
}
