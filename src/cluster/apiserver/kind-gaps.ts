/**
 * What a served kind still lacks, by `kind` or, where two groups share it, `kind.group`. A kind that is not named here is
 * done. The README's table of kinds is made of this and of the registry.
 */
export const kindGaps: Readonly<Record<string, string>> = {
  CSIDriver: 'read by the scheduler only, there are no drivers',
  CSINode: 'its limits count for the scheduler, kubelets make none',
  CSIStorageCapacity: 'read by the scheduler only, nothing makes any',
  CronJob: 'no names of time zones but UTC',
  HorizontalPodAutoscaler: 'object only, nothing scales yet; not every validation text',
  IPAddress: 'object only, nothing acts on it',
  Ingress: 'object only, no traffic',
  IngressClass: 'object only, no traffic',
  Job: 'ranges of indexes are expanded, so millions of completions are slow; not every validation text',
  LimitRange: 'object only, not enforced yet',
  NetworkPolicy: 'object only, no traffic',
  Deployment: 'not every validation text is held by a table',
  PersistentVolume: 'bound to claims; only common sources are validated, nothing is recycled or deleted',
  PersistentVolumeClaim: 'bound to volumes that are there; no provisioner, no protection finalizers, no resize',
  ReplicaSet: 'not every validation text is held by a table',
  ReplicationController: 'not every validation text is held by a table',
  Pod: 'a resize takes effect at once, whatever the node has; not every rarely used field is validated',
  PriorityClass: 'not every validation text',
  ResourceQuota: 'object only, not enforced yet',
  RuntimeClass: 'object only, nothing acts on it',
  Service: 'addresses and node ports are given out; no traffic, one IP family',
  ServiceCIDR: 'object only, nothing acts on it',
  StatefulSet: 'no maxUnavailable, no retention of claims',
  StorageClass: 'says when volumes are bound; nothing provisions them',
  VolumeAttachment: 'counted by the scheduler, nothing attaches volumes',
};
