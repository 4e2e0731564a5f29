/**
 * What a served kind still lacks, by `kind` or, where two groups share it, `kind.group`. A kind that is not named here is
 * done. The README's table of kinds is made of this and of the registry.
 */
export const kindGaps: Readonly<Record<string, string>> = {
  APIService: 'the local ones, there are no others',
  CustomResourceDefinition:
    'no validation rules (CEL), no conversion webhooks, not in OpenAPI; the garbage collector does not look at its objects',
  FlowSchema: 'in discovery only, there are none',
  MutatingWebhookConfiguration: 'in discovery only, there are none',
  PriorityLevelConfiguration: 'in discovery only, there are none',
  ValidatingAdmissionPolicy: 'in discovery only, there are none',
  ValidatingAdmissionPolicyBinding: 'in discovery only, there are none',
  ValidatingWebhookConfiguration: 'in discovery only, there are none',
  CertificateSigningRequest:
    'approved, denied, and signed when the key is an RSA key; the signature in it is not looked at',
  CSIDriver: 'read by the scheduler only, there are no drivers',
  CSINode: 'its limits count for the scheduler, kubelets make none',
  CSIStorageCapacity: 'read by the scheduler only, nothing makes any',
  HorizontalPodAutoscaler: 'kept within its bounds; there is no metrics API, so nothing is measured',
  IPAddress: 'object only, nothing acts on it',
  Ingress: 'object only, no traffic',
  IngressClass: 'gives ingresses their class; no traffic',
  Job: 'ranges of indexes are expanded, so millions of completions are slow',
  NetworkPolicy: 'object only, no traffic',
  PersistentVolume: 'bound to claims; nothing is recycled or deleted',
  PersistentVolumeClaim: 'bound to volumes that are there; no provisioner, and nothing grows',
  RuntimeClass: 'its overhead and nodes count; nodes know no handlers',
  Service: 'addresses and node ports are given out; no traffic, one IP family',
  ServiceCIDR: 'object only, nothing acts on it',
  StorageClass: 'says when volumes are bound; nothing provisions them',
  VolumeAttachment: 'counted by the scheduler, nothing attaches volumes',
};
