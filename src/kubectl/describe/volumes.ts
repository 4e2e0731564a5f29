import type { Volume } from '../../api/types/volume.ts';
import type { Description } from './description.ts';

/** Models describeVolumes; `indent` is set inside of a pod template. */
export function describeVolumes(out: Description, volumes: readonly Volume[] | undefined, indent: string): void {
  if (volumes === undefined || volumes.length === 0) {
    out.write(0, `${indent}Volumes:\t<none>\n`);
    return;
  }
  out.write(0, `${indent}Volumes:\n`);
  for (const volume of volumes) {
    out.write(1, `${indent === '' ? '' : ' '}${volume.name}:\n`);
    const fields = volumeFields(volume);
    if (fields === undefined) out.write(1, '<unknown>\n');
    else for (const line of fields) out.write(2, `${line}\n`);
  }
}

function volumeFields(volume: Volume): readonly string[] | undefined {
  const { hostPath, emptyDir, secret, configMap, projected, persistentVolumeClaim, downwardAPI, nfs, csi, image } =
    volume;
  if (hostPath !== undefined) {
    return [
      'Type:\tHostPath (bare host directory volume)',
      `Path:\t${hostPath.path}`,
      `HostPathType:\t${hostPath.type ?? '<none>'}`,
    ];
  }
  if (emptyDir !== undefined) {
    return [
      "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)",
      `Medium:\t${emptyDir.medium ?? ''}`,
      `SizeLimit:\t${emptyDir.sizeLimit && emptyDir.sizeLimit !== '0' ? emptyDir.sizeLimit : '<unset>'}`,
    ];
  }
  if (secret !== undefined) {
    return [
      'Type:\tSecret (a volume populated by a Secret)',
      `SecretName:\t${secret.secretName ?? ''}`,
      `Optional:\t${secret.optional === true}`,
    ];
  }
  if (configMap !== undefined) {
    return [
      'Type:\tConfigMap (a volume populated by a ConfigMap)',
      `Name:\t${configMap.name ?? ''}`,
      `Optional:\t${configMap.optional === true}`,
    ];
  }
  if (nfs !== undefined) {
    return [
      'Type:\tNFS (an NFS mount that lasts the lifetime of a pod)',
      `Server:\t${nfs.server}`,
      `Path:\t${nfs.path}`,
      `ReadOnly:\t${nfs.readOnly === true}`,
    ];
  }
  if (persistentVolumeClaim !== undefined) {
    return [
      'Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      `ClaimName:\t${persistentVolumeClaim.claimName}`,
      `ReadOnly:\t${persistentVolumeClaim.readOnly === true}`,
    ];
  }
  if (downwardAPI !== undefined) {
    const items = (downwardAPI.items ?? []).map(
      (item) => `  ${item.fieldRef?.fieldPath ?? item.resourceFieldRef?.resource ?? ''} -> ${item.path}`,
    );
    return ['Type:\tDownwardAPI (a volume populated by information about the pod)', 'Items:', ...items];
  }
  if (projected !== undefined) {
    return [
      'Type:\tProjected (a volume that contains injected data from multiple sources)',
      ...projectedFields(projected),
    ];
  }
  if (csi !== undefined) {
    return [
      'Type:\tCSI (a Container Storage Interface (CSI) volume source)',
      `Driver:\t${csi.driver}`,
      `FSType:\t${csi.fsType ?? ''}`,
      `ReadOnly:\t${csi.readOnly === true}`,
    ];
  }
  if (image !== undefined) {
    return [
      'Type:\tImage (a container image or OCI artifact)',
      `Reference:\t${image.reference ?? ''}`,
      `PullPolicy:\t${image.pullPolicy ?? ''}`,
    ];
  }
  return undefined;
}

function projectedFields(projected: NonNullable<Volume['projected']>): readonly string[] {
  return (projected.sources ?? []).flatMap((source) => {
    if (source.secret !== undefined)
      return [`SecretName:\t${source.secret.name ?? ''}`, `Optional:\t${source.secret.optional === true}`];
    if (source.downwardAPI !== undefined) return ['DownwardAPI:\ttrue'];
    if (source.configMap !== undefined)
      return [`ConfigMapName:\t${source.configMap.name ?? ''}`, `Optional:\t${source.configMap.optional === true}`];
    if (source.serviceAccountToken !== undefined)
      return [`TokenExpirationSeconds:\t${source.serviceAccountToken.expirationSeconds ?? 3600}`];
    return [];
  });
}
