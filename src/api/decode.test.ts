import { expect, test } from 'vitest';
import { decodeProblems } from './decode.ts';
import { typeOf } from './schema.ts';

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

function problems(text: string) {
  const object = JSON.parse(text) as Manifest;
  const slash = object.apiVersion.indexOf('/');
  const type = typeOf(object.apiVersion.slice(0, Math.max(0, slash)), object.apiVersion.slice(slash + 1), object.kind);
  if (type === undefined) throw new Error(`no schema for ${object.kind}`);
  return decodeProblems(type, object);
}

// Each expectation is what a real kubectl says of the object where it decodes it (`set env --local -f`).
test.each([
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","ports":[{"containerPort":"80"}]}]}}',
    'json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","ports":{"containerPort":80}}]}}',
    'json: cannot unmarshal object into Go struct field Container.spec.containers.ports of type []v1.ContainerPort',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","ports":[{"containerPort":80.5}]}]}}',
    'json: cannot unmarshal number 80.5 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","ports":[{"containerPort":99999999999}]}]}}',
    'json: cannot unmarshal number 99999999999 into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","env":[{"name":"A","value":1}]}]}}',
    'json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","env":[{"name":"A","value":true}]}]}}',
    'json: cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.value of type string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","env":{"A":"1"}}]}}',
    'json: cannot unmarshal object into Go struct field Container.spec.containers.env of type []v1.EnvVar',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":5}]}}',
    'json: cannot unmarshal number into Go struct field Container.spec.containers.image of type string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","args":"x"}]}}',
    'json: cannot unmarshal string into Go struct field Container.spec.containers.args of type []string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","args":[1]}]}}',
    'json: cannot unmarshal number into Go struct field Container.spec.containers.args of type string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","resources":{"limits":{"cpu":"abc"}}}]}}',
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","resources":{"limits":{"cpu":true}}}]}}',
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","resources":{"limits":{"cpu":{}}}}]}}',
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","resources":{"limits":"x"}}]}}',
    'json: cannot unmarshal string into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","resources":[]}]}}',
    'json: cannot unmarshal array into Go struct field Container.spec.containers.resources of type v1.ResourceRequirements',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","resources":{"limits":{"cpu":""}}}]}}',
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","resources":{"limits":{"cpu":null}}}]}}',
    '',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","resources":{"limits":{"memory":"1 Gi"}}}]}}',
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":{"name":"a"}}}',
    'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":[]}',
    'json: cannot unmarshal array into Go struct field Pod.spec of type v1.PodSpec',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":"x"}',
    'json: cannot unmarshal string into Go struct field Pod.spec of type v1.PodSpec',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":[]}',
    'json: cannot unmarshal array into Go struct field Pod.metadata of type v1.ObjectMeta',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","labels":["a"]},"spec":{"containers":[{"name":"a","image":"b"}]}}',
    'json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","labels":{"a":1}},"spec":{"containers":[{"name":"a","image":"b"}]}}',
    'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","labels":"a"},"spec":{"containers":[{"name":"a","image":"b"}]}}',
    'json: cannot unmarshal string into Go struct field ObjectMeta.metadata.labels of type map[string]string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":5},"spec":{"containers":[{"name":"a","image":"b"}]}}',
    'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","creationTimestamp":"x"},"spec":{"containers":[{"name":"a","image":"b"}]}}',
    'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","creationTimestamp":5},"spec":{"containers":[{"name":"a","image":"b"}]}}',
    'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of type string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","creationTimestamp":""},"spec":{"containers":[{"name":"a","image":"b"}]}}',
    'parsing time "" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "2006"',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b"}],"hostNetwork":"yes"}}',
    'json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b"}],"terminationGracePeriodSeconds":"5"}}',
    'json: cannot unmarshal string into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b"}],"terminationGracePeriodSeconds":1.5}}',
    'json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","livenessProbe":{"httpGet":{"port":[]}}}]}}',
    'json: cannot unmarshal array into Go struct field HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","livenessProbe":{"httpGet":{"port":1.5}}}]}}',
    'json: cannot unmarshal number 1.5 into Go struct field HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","livenessProbe":{"httpGet":{"port":true}}}]}}',
    'json: cannot unmarshal bool into Go struct field HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","livenessProbe":{"httpGet":{"port":99999999999}}}]}}',
    'json: cannot unmarshal number 99999999999 into Go struct field HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b"}],"tolerations":[{"tolerationSeconds":"5"}]}}',
    'json: cannot unmarshal string into Go struct field Toleration.spec.tolerations.tolerationSeconds of type int64',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b"}],"tolerations":["x"]}}',
    'json: cannot unmarshal string into Go struct field PodSpec.spec.tolerations of type v1.Toleration',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b"}],"nodeSelector":{"a":true}}}',
    'json: cannot unmarshal bool into Go struct field PodSpec.spec.nodeSelector of type string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b"}],"nodeSelector":["a"]}}',
    'json: cannot unmarshal array into Go struct field PodSpec.spec.nodeSelector of type map[string]string',
  ],
  [
    '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"},"data":{"a":"!!"}}',
    'illegal base64 data at input byte 0',
  ],
  [
    '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"},"data":{"a":5}}',
    'json: cannot unmarshal number into Go struct field Secret.data of type []uint8',
  ],
  [
    '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"},"data":{"a":"abc"}}',
    'illegal base64 data at input byte 0',
  ],
  [
    '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"},"data":"x"}',
    'json: cannot unmarshal string into Go struct field Secret.data of type map[string][]uint8',
  ],
  [
    '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"},"data":{"a":"YWI=YQ=="}}',
    'illegal base64 data at input byte 4',
  ],
  [
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"a":5}}',
    'json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
  ],
  [
    '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"replicas":"3"}}',
    'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
  [
    '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"replicas":1.5}}',
    'json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
  ],
  [
    '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"strategy":{"rollingUpdate":{"maxSurge":{}}}}}',
    'json: cannot unmarshal object into Go struct field RollingUpdateDeployment.spec.strategy.rollingUpdate.maxSurge of type int32',
  ],
  [
    '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"template":[]}}',
    'json: cannot unmarshal array into Go struct field DeploymentSpec.spec.template of type v1.PodTemplateSpec',
  ],
  [
    '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x"},"spec":{"selector":"x"}}',
    'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.selector of type v1.LabelSelector',
  ],
  [
    '{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"x"},"spec":{"updateStrategy":"x"}}',
    'json: cannot unmarshal string into Go struct field DaemonSetSpec.spec.updateStrategy of type v1.DaemonSetUpdateStrategy',
  ],
  [
    '{"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"x"},"spec":{"template":{"spec":{"containers":[{"env":[{"valueFrom":{"fieldRef":"x"}}]}]}}}}',
    'json: cannot unmarshal string into Go struct field EnvVarSource.spec.template.spec.containers.env.valueFrom.fieldRef of type v1.ObjectFieldSelector',
  ],
  [
    '{"apiVersion":"v1","kind":"Node","metadata":{"name":"x"},"spec":{"taints":[{"timeAdded":"x"}]}}',
    'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","securityContext":{"runAsUser":"x"}}]}}',
    'json: cannot unmarshal string into Go struct field SecurityContext.spec.containers.securityContext.runAsUser of type int64',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b"}],"volumes":[{"emptyDir":"x"}]}}',
    'json: cannot unmarshal string into Go struct field Volume.spec.volumes.emptyDir of type v1.EmptyDirVolumeSource',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b"}],"volumes":"x"}}',
    'json: cannot unmarshal string into Go struct field PodSpec.spec.volumes of type []v1.Volume',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","securityContext":{"capabilities":{"add":"x"}}}]}}',
    'json: cannot unmarshal string into Go struct field Capabilities.spec.containers.securityContext.capabilities.add of type []v1.Capability',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"containers":[{"name":"a","image":"b","securityContext":{"capabilities":{"add":[1]}}}]}}',
    'json: cannot unmarshal number into Go struct field Capabilities.spec.containers.securityContext.capabilities.add of type v1.Capability',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","finalizers":"x"},"spec":{"containers":[{"name":"a","image":"b"}]}}',
    'json: cannot unmarshal string into Go struct field ObjectMeta.metadata.finalizers of type []string',
  ],
  [
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","ownerReferences":[{"controller":"x"}]},"spec":{"containers":[{"name":"a","image":"b"}]}}',
    'json: cannot unmarshal string into Go struct field OwnerReference.metadata.ownerReferences.controller of type bool',
  ],
  [
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"x"},"spec":{"ports":[{"targetPort":{}}]}}',
    'json: cannot unmarshal object into Go struct field ServicePort.spec.ports.targetPort of type int32',
  ],
  [
    '{"apiVersion":"v1","kind":"Service","metadata":{"name":"x"},"spec":{"type":5,"ports":[{"port":"x"}]}}',
    'json: cannot unmarshal number into Go struct field ServiceSpec.spec.type of type v1.ServiceType',
  ],
  [
    '{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"x"},"spec":{"accessModes":"x"}}',
    'json: cannot unmarshal string into Go struct field PersistentVolumeClaimSpec.spec.accessModes of type []v1.PersistentVolumeAccessMode',
  ],
  [
    '{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"x"},"spec":{"completionMode":5}}',
    'json: cannot unmarshal number into Go struct field JobSpec.spec.completionMode of type v1.CompletionMode',
  ],
])('%s', (object, error) => {
  expect(problems(object).error ?? '').toBe(error);
});

test('unknown fields are named with their place, in the order of the text', () => {
  const pod =
    '{"apiVersion":"v1","kind":"Pod","foo":1,"metadata":{"name":"x","bar":2},"spec":{"containers":[{"name":"a"},{"imag":"b"}],"baz":{"x":1}}}';
  expect(problems(pod).unknown).toEqual([
    'unknown field "foo"',
    'unknown field "metadata.bar"',
    'unknown field "spec.containers[1].imag"',
    'unknown field "spec.baz"',
  ]);
});
