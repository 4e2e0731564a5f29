import { expect, test } from 'vitest';
import { applyJsonPatch } from './json-patch.ts';

const containers = [
  { name: 'a', image: 'nginx' },
  { name: 'b', image: 'redis' },
];
const deployment = {
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { replicas: 2, template: { spec: { containers } } },
};

function failure(patch: string): string {
  try {
    applyJsonPatch(deployment, JSON.parse(patch));
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

// Each expectation is what a real kubectl says of `patch --local --type=json` of such a Deployment.
test.each([
  ['[{"op":"add","path":"/spec/replicas","value":5}]', ''],
  [
    '[{"op":"remove","path":"/spec/nope"}]',
    "error in remove for path: '/spec/nope': Unable to remove nonexistent key: nope: missing value",
  ],
  ['[{"op":"replace","path":"/spec/nope","value":1}]', ''],
  ['[{"op":"test","path":"/spec/replicas","value":3}]', 'testing value /spec/replicas failed: test failed'],
  ['[{"op":"test","path":"/spec/nope","value":3}]', 'testing value /spec/nope failed: test failed'],
  [
    '[{"op":"add","path":"/a/b/c","value":1}]',
    'add operation does not apply: doc is missing path: "/a/b/c": missing value',
  ],
  [
    '[{"op":"add","path":"/spec/template/spec/containers/5","value":{}}]',
    "error in add for path: '/spec/template/spec/containers/5': Unable to access invalid index: 5: invalid index referenced",
  ],
  [
    '[{"op":"remove","path":"/spec/template/spec/containers/5"}]',
    "error in remove for path: '/spec/template/spec/containers/5': Unable to access invalid index: 5: invalid index referenced",
  ],
  ['[{"op":"add","path":"/spec/template/spec/containers/-","value":{"name":"z"}}]', ''],
  [
    '[{"op":"add","path":"/spec/template/spec/containers/x","value":{}}]',
    "error in add for path: '/spec/template/spec/containers/x': value was not a proper array index: 'x': strconv.Atoi: parsing \"x\": invalid syntax",
  ],
  ['[{"op":"bogus","path":"/a","value":1}]', 'Unexpected kind: bogus'],
  ['[{"op":"add","value":1}]', 'add operation failed to decode path: missing value'],
  ['[{"path":"/a","value":1}]', 'Unexpected kind: unknown'],
  ['[{"op":"add","path":"/a"}]', ''],
  [
    '[{"op":"move","from":"/nope","path":"/b"}]',
    "error in move for path: 'nope': Unable to remove nonexistent key: nope: missing value",
  ],
  ['[{"op":"copy","from":"/nope","path":"/b"}]', ''],
  ['[{"op":"move","path":"/b"}]', 'move operation failed to decode from: operation, missing from field: missing value'],
  ['{"op":"add"}', 'json: cannot unmarshal object into Go value of type jsonpatch.Patch'],
  [
    '[{"op":"replace","path":"/spec/template/spec/containers/7/image","value":"x"}]',
    'replace operation does not apply: doc is missing path: /spec/template/spec/containers/7/image: missing value',
  ],
  [
    '[{"op":"replace","path":"spec","value":1}]',
    'replace operation does not apply: doc is missing path: spec: missing value',
  ],
  ['[{"op":"remove","path":"/spec/template/spec/containers/-1"}]', ''],
  ['[{"op":"add","path":"","value":1}]', 'add operation does not apply: doc is missing path: "": missing value'],
  ['[{"op":"remove","path":""}]', 'remove operation does not apply: doc is missing path: "": missing value'],
  ['[1]', 'json: cannot unmarshal number into Go value of type jsonpatch.Operation'],
  ['[{"op":1,"path":"/a"}]', 'Unexpected kind: unknown'],
  ['[{"op":"test","path":"/metadata/labels/app","value":"web"}]', ''],
  [
    '[{"op":"remove","path":"/metadata/labels/app/x"}]',
    'remove operation does not apply: doc is missing path: "/metadata/labels/app/x": missing value',
  ],
  ['[{"op":"replace","path":"/spec/template/spec/containers/0/image"}]', ''],
])('%s', (patch, error) => {
  expect(failure(patch)).toBe(error);
});
