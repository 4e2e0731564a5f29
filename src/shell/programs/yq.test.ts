import { expect, test } from 'vitest';
import { createTestMachine } from '../test-machine-for-test.ts';

const POD =
  "printf 'kind: Pod\\nmetadata:\\n  name: x\\nspec:\\n  containers:\\n  - {name: a, image: b}\\n' > p.yaml; ";

test.each<[string, string]>([
  ["yq '.spec.containers[0].image' p.yaml", 'b\n'],
  [
    "yq -i '.spec.containers[0].image = \"nginx\"' p.yaml; yq e '.spec' p.yaml",
    'containers:\n  - name: a\n    image: nginx\n',
  ],
  ["yq -o json '.metadata' p.yaml", '{\n  "name": "x"\n}\n'],
  ["cat p.yaml | yq -o=json -I0 '.spec.containers | length'", '1\n'],
  ["export N=zed; yq '.metadata.name = strenv(N) | .metadata' p.yaml", 'name: zed\n'],
  ["printf 'a: 1\\n---\\na: 2\\n' | yq .a", '1\n2\n'],
  ['yq . none.yaml; echo $?', '1\n'],
  ["yq -e '.nope' p.yaml; echo $?", 'null\n1\n'],
])('%s', async (script, out) => {
  expect((await createTestMachine().run(POD + script)).out).toBe(out);
});

test('what is not YAML is refused', async () => {
  const { err, status } = await createTestMachine().run("echo 'a: [' | yq .a");
  expect([err.split(':')[0], status]).toEqual(['Error', 1]);
});
