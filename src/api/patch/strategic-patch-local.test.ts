import { expect, test } from 'vitest';
import { jsonEqual } from '../json-equal.ts';
import { typeOf } from '../schema.ts';
import { isRecord, type JsonRecord } from './patch-error.ts';
import { applyStrategicMergePatch } from './strategic-merge-patch.ts';

const deployment: JsonRecord = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { annotations: { a: '1' }, finalizers: ['f1', 'f2'], labels: { app: 'web', x: 'w' }, name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: 'RollingUpdate' },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            args: ['a', 'b'],
            env: [
              { name: 'X', value: '1' },
              { name: 'Y', value: '2' },
            ],
            image: 'nginx:1',
            name: 'a',
            ports: [
              { containerPort: 80, name: 'http', protocol: 'TCP' },
              { containerPort: 81, protocol: 'UDP' },
            ],
            volumeMounts: [{ mountPath: '/v', name: 'v' }],
          },
          {
            image: 'redis',
            name: 'b',
            resources: { limits: { cpu: '100m', memory: '1Gi' }, requests: { cpu: '50m' } },
          },
        ],
        imagePullSecrets: [{ name: 's1' }],
        nodeSelector: { disk: 'ssd' },
        tolerations: [{ key: 'k', operator: 'Exists' }],
        topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
        volumes: [
          { emptyDir: {}, name: 'v' },
          { configMap: { name: 'cm' }, name: 'w' },
        ],
      },
    },
  },
};

/** What differs after the patch, by path; null for what is gone. */
function changes(before: unknown, after: unknown, path: readonly string[] = []): JsonRecord {
  if (jsonEqual(before, after)) return {};
  if (!isRecord(before) || !isRecord(after)) return { [path.join('/')]: after ?? null };
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.assign({}, ...keys.map((key) => changes(before[key], after[key], [...path, key])));
}

function patched(patch: string): JsonRecord | string {
  try {
    const result = applyStrategicMergePatch(deployment, JSON.parse(patch), typeOf('apps', 'v1', 'Deployment'));
    return changes(deployment, result);
  } catch (error) {
    return error instanceof Error ? error.message.trimEnd() : String(error);
  }
}

// Each expectation is what a real kubectl made of the patch with `patch --local`.
test.each([
  ['{"spec":{"replicas":5}}', '{"spec/replicas":5}'],
  ['{"metadata":{"labels":{"x":null,"n":"v"}}}', '{"metadata/labels/n":"v","metadata/labels/x":null}'],
  ['{"metadata":{"finalizers":["f3"]}}', '{"metadata/finalizers":["f3","f1","f2"]}'],
  ['{"metadata":{"$deleteFromPrimitiveList/finalizers":["f1"]}}', '{"metadata/finalizers":["f2"]}'],
  [
    '{"metadata":{"$setElementOrder/finalizers":["f2","f3","f1"],"finalizers":["f3"]}}',
    '{"metadata/finalizers":["f2","f3","f1"]}',
  ],
  [
    '{"metadata":{"$setElementOrder/finalizers":["f2"],"finalizers":["f3"]}}',
    '"The order in patch list:\\n[f3]\\n doesn\'t match $setElementOrder list:\\n[f2]"',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"a","image":"nginx:2"}]}}}}',
    '{"spec/template/spec/containers":[{"args":["a","b"],"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"image":"nginx:2","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"busybox"}]}}}}',
    '{"spec/template/spec/containers":[{"image":"busybox","name":"c"},{"args":["a","b"],"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"image":"nginx:1","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"a","$patch":"delete"}]}}}}',
    '{"spec/template/spec/containers":[{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  ['{"spec":{"template":{"spec":{"containers":[{"name":"zz","$patch":"delete"}]}}}}', '{}'],
  [
    '{"spec":{"template":{"spec":{"containers":[{"$patch":"replace"},{"name":"only","image":"x"}]}}}}',
    '{"spec/template/spec/containers":[{"image":"x","name":"only"}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"a","image":"q"}]}}}}',
    '{"spec/template/spec/containers":[{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}},{"args":["a","b"],"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"image":"q","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"c"},{"name":"b"},{"name":"a"}],"containers":[{"name":"c","image":"q"}]}}}}',
    '{"spec/template/spec/containers":[{"image":"q","name":"c"},{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}},{"args":["a","b"],"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"image":"nginx:1","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"b"}],"containers":[{"name":"c","image":"q"}]}}}}',
    '"The order in patch list:\\n[map[image:q name:c]]\\n doesn\'t match $setElementOrder list:\\n[map[name:b]]"',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"web"}]}]}}}}',
    '{"spec/template/spec/containers":[{"args":["a","b"],"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"image":"nginx:1","name":"a","ports":[{"containerPort":80,"name":"web","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"a","ports":[{"containerPort":443}]}]}}}}',
    '{"spec/template/spec/containers":[{"args":["a","b"],"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"image":"nginx:1","name":"a","ports":[{"containerPort":443},{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"a","env":[{"name":"Y","$patch":"delete"},{"name":"Z","value":"3"}]}]}}}}',
    '{"spec/template/spec/containers":[{"args":["a","b"],"env":[{"name":"Z","value":"3"},{"name":"X","value":"1"}],"image":"nginx:1","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"a","args":["c"]}]}}}}',
    '{"spec/template/spec/containers":[{"args":["c"],"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"image":"nginx:1","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"a","volumeMounts":[{"mountPath":"/w","name":"w"}]}]}}}}',
    '{"spec/template/spec/containers":[{"args":["a","b"],"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"image":"nginx:1","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/w","name":"w"},{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}}',
    '"map: map[image:x] does not contain declared merge key: name"',
  ],
  [
    '{"spec":{"template":{"spec":{"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/x"}}]}}}}',
    '{"spec/template/spec/volumes":[{"hostPath":{"path":"/x"},"name":"v"},{"configMap":{"name":"cm"},"name":"w"}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/x"}}]}}}}',
    '{"spec/template/spec/volumes":[{"emptyDir":{},"hostPath":{"path":"/x"},"name":"v"},{"configMap":{"name":"cm"},"name":"w"}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"volumes":[{"name":"w","$patch":"delete"}]}}}}',
    '{"spec/template/spec/volumes":[{"emptyDir":{},"name":"v"}]}',
  ],
  ['{"spec":{"template":{"spec":{"volumes":null}}}}', '{"spec/template/spec/volumes":null}'],
  ['{"spec":{"template":{"spec":{"volumes":[]}}}}', '{}'],
  ['{"spec":{"template":{"spec":{"containers":null}}}}', '{"spec/template/spec/containers":null}'],
  [
    '{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}',
    '{"spec/strategy/rollingUpdate":null,"spec/strategy/type":"Recreate"}',
  ],
  ['{"spec":{"strategy":{"type":"Recreate"}}}', '{"spec/strategy/type":"Recreate"}'],
  [
    '{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null}}}',
    '{"spec/strategy/rollingUpdate":null,"spec/strategy/type":"Recreate"}',
  ],
  [
    '{"spec":{"strategy":{"$patch":"replace","type":"Recreate"}}}',
    '{"spec/strategy/rollingUpdate":null,"spec/strategy/type":"Recreate"}',
  ],
  ['{"spec":{"strategy":{"$patch":"delete"}}}', '{"spec/strategy/rollingUpdate":null,"spec/strategy/type":null}'],
  [
    '{"spec":{"strategy":{"$patch":"merge","type":"Recreate"}}}',
    '"unknown patch type: merge in map: map[$patch:merge type:Recreate]"',
  ],
  ['{"spec":{"strategy":{"$patch":"bogus"}}}', '"unknown patch type: bogus in map: map[$patch:bogus]"'],
  [
    '{"spec":{"template":{"spec":{"nodeSelector":{"$patch":"replace","z":"1"}}}}}',
    '{"spec/template/spec/nodeSelector/disk":null,"spec/template/spec/nodeSelector/z":"1"}',
  ],
  ['{"spec":{"template":{"spec":{"nodeSelector":null}}}}', '{"spec/template/spec/nodeSelector":null}'],
  [
    '{"spec":{"template":{"spec":{"tolerations":[{"key":"z","operator":"Exists"}]}}}}',
    '{"spec/template/spec/tolerations":[{"key":"z","operator":"Exists"}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"s2"}]}}}}',
    '{"spec/template/spec/imagePullSecrets":[{"name":"s2"},{"name":"s1"}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"topologySpreadConstraints":[{"topologyKey":"host","maxSkew":2,"whenUnsatisfiable":"ScheduleAnyway"}]}}}}',
    '{"spec/template/spec/topologySpreadConstraints":[{"maxSkew":2,"topologyKey":"host","whenUnsatisfiable":"ScheduleAnyway"},{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"b","resources":{"limits":{"cpu":"200m"}}}]}}}}',
    '{"spec/template/spec/containers":[{"args":["a","b"],"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"image":"nginx:1","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b","resources":{"limits":{"cpu":"200m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"b","resources":null}]}}}}',
    '{"spec/template/spec/containers":[{"args":["a","b"],"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"image":"nginx:1","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b"}]}',
  ],
  ['{"spec":{"replicas":"x"}}', '{"spec/replicas":"x"}'],
  ['{"spec":{"replicas":null}}', '{"spec/replicas":null}'],
  ['{"spec":{"nope":1}}', '{"spec/nope":1}'],
  ['{"spec":{"template":{"spec":{"containers":{"name":"a"}}}}}', '{"spec/template/spec/containers":{"name":"a"}}'],
  [
    '{"spec":{"template":{"spec":{"containers":["a"]}}}}',
    '"list element types are not identical: [[map[args:[a b] env:[map[name:X value:1] map[name:Y value:2]] image:nginx:1 name:a ports:[map[containerPort:80 name:http protocol:TCP] map[containerPort:81 protocol:UDP]] volumeMounts:[map[mountPath:/v name:v]]] map[image:redis name:b resources:map[limits:map[cpu:100m memory:1Gi] requests:map[cpu:50m]]]] [a]]"',
  ],
  ['{"spec":{"template":"x"}}', '{"spec/template":"x"}'],
  ['{"spec":[]}', '{"spec":[]}'],
  ['{"metadata":{"$deleteFromPrimitiveList/finalizers":"f1"}}', '{}'],
  ['{"metadata":{"$setElementOrder/finalizers":"f1"}}', '"expected a []interface {}, but received a string"'],
  ['{"metadata":{"$deleteFromPrimitiveList/labels":["f1"]}}', '{}'],
  ['{"metadata":{"$retainKeys":["name"],"labels":{"q":"1"}}}', '"invalid patch format of retainKeys"'],
  ['{"metadata":{"annotations":null}}', '{"metadata/annotations":null}'],
  [
    '{"$patch":"replace","apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"}}',
    '{"metadata/annotations":null,"metadata/finalizers":null,"metadata/labels":null,"spec":null}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"a","$patch":"replace","image":"only"}]}}}}',
    '{"spec/template/spec/containers":[]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"a","env":null}]}}}}',
    '{"spec/template/spec/containers":[{"args":["a","b"],"image":"nginx:1","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"containers":[{"name":"a","env":[{"$patch":"replace"}]}]}}}}',
    '{"spec/template/spec/containers":[{"args":["a","b"],"env":[],"image":"nginx:1","name":"a","ports":[{"containerPort":80,"name":"http","protocol":"TCP"},{"containerPort":81,"protocol":"UDP"}],"volumeMounts":[{"mountPath":"/v","name":"v"}]},{"image":"redis","name":"b","resources":{"limits":{"cpu":"100m","memory":"1Gi"},"requests":{"cpu":"50m"}}}]}',
  ],
  [
    '{"spec":{"template":{"spec":{"initContainers":[{"name":"i","image":"x"}],"hostNetwork":true}}}}',
    '{"spec/template/spec/hostNetwork":true,"spec/template/spec/initContainers":[{"image":"x","name":"i"}]}',
  ],
  ['{"metadata":{"name":"other"}}', '{"metadata/name":"other"}'],
])('%s', (patch, expected) => {
  expect(patched(patch)).toEqual(JSON.parse(expected));
});
