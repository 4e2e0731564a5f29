import { expect, test } from 'vitest';
import { executeGoTemplate } from './go-template.ts';

const data = {
  apiVersion: 'v1',
  kind: 'Foo',
  metadata: {
    name: 'web',
    namespace: 'default',
    creationTimestamp: null,
    labels: { app: 'web', tier: 'a"b' },
    annotations: { 'x.io/y': '1', z: 'zm9v' },
  },
  spec: {
    replicas: 3,
    ratio: 0.5,
    big: 1e30,
    on: true,
    off: false,
    zero: 0,
    empty: '',
    list: ['a', 'b'],
    none: [],
    containers: [
      { name: 'c1', image: 'nginx', ports: [{ containerPort: 80 }, { containerPort: 443 }] },
      { name: 'c2', image: 'redis' },
    ],
    secret: 'aGVsbG8=',
    uni: 'héllo ☃',
    neg: -5,
    nul: null,
    m: { b: 2, a: 1 },
  },
};

/** What stands before the bar was written before the template failed. */
function run(template: string): string {
  const result = executeGoTemplate(template, data);
  if (!('error' in result)) return result.output;
  return `${result.stage === 'parse' ? 'P' : 'E'}: ${result.output}|${result.error}`;
}

// Each expectation is what a real kubectl printed for `label --local -o go-template` of this object.
test.each([
  ['{{.metadata.name}}', 'web'],
  ['{{.metadata.nope}}|{{.nope.more}}', '<no value>|<no value>'],
  ['{{.metadata.creationTimestamp}}', '<no value>'],
  [
    '{{.metadata.creationTimestamp.x}}',
    'E: |template: output:1:11: executing "output" at <.metadata.creationTimestamp.x>: nil pointer evaluating interface {}.x',
  ],
  [
    '{{.metadata.name.x}}',
    'E: |template: output:1:11: executing "output" at <.metadata.name.x>: can\'t evaluate field x in type interface {}',
  ],
  ['{{range .spec.containers}}{{.name}} {{.image}}{{"\\n"}}{{end}}', 'c1 nginx\nc2 redis\n'],
  ['{{range $i, $c := .spec.containers}}{{$i}}={{$c.name}},{{end}}', '0=c1,1=c2,'],
  ['{{range $k, $v := .metadata.labels}}{{$k}}={{$v}} {{end}}', 'app=web tier=a"b '],
  ['{{range .spec.none}}x{{else}}empty{{end}}', 'empty'],
  ['{{range .spec.nope}}x{{else}}empty{{end}}', 'empty'],
  [
    '{{range .metadata.name}}x{{end}}',
    'E: |template: output:1:17: executing "output" at <.metadata.name>: range can\'t iterate over web',
  ],
  ['{{if .spec.on}}yes{{else}}no{{end}}{{if .spec.zero}}1{{else if .spec.off}}2{{else}}3{{end}}', 'yes3'],
  ['{{with .metadata.labels}}{{.app}}{{else}}none{{end}}', 'web'],
  ['{{with .nope}}a{{else with .metadata}}{{.name}}{{end}}', 'web'],
  ['{{printf "%s %d %v %q" .metadata.name .spec.replicas .spec.ratio .metadata.name}}', 'web 3 0.5 "web"'],
  ['{{printf "%s" .spec.replicas}}', '%!s(int64=3)'],
  ['{{printf "%d" .metadata.name}}', '%!d(string=web)'],
  ['{{printf "%s"}}', '%!s(MISSING)'],
  ['{{printf "%s" .a .b}}', '%!s(<nil>)%!(EXTRA <nil>)'],
  ['{{printf "%-10s|%5d|%05d|%.2f" .metadata.name 3 4 .spec.ratio}}', 'web       |    3|00004|0.50'],
  [
    '{{printf "%v" .spec.list}} {{printf "%s" .metadata.labels}} {{printf "%d" .spec.m}} {{printf "%q" .spec.list}}',
    '[a b] map[app:web tier:a"b] map[%!d(string=a):1 %!d(string=b):2] ["a" "b"]',
  ],
  ['{{printf "%s" .nope}} {{print .nope}} {{print .spec.nul "a"}}', '%!s(<nil>) <nil> <nil>a'],
  ['{{len .spec.containers}} {{len .metadata.name}} {{len .metadata.labels}} {{len .spec.uni}}', '2 3 2 10'],
  [
    '{{len .nope}}',
    'E: |template: output:1:2: executing "output" at <len .nope>: error calling len: reflect: call of reflect.Value.Type on zero Value',
  ],
  [
    '{{len .spec.nul}}',
    'E: |template: output:1:2: executing "output" at <len .spec.nul>: error calling len: len of nil pointer',
  ],
  [
    '{{len .spec.replicas}}',
    'E: |template: output:1:2: executing "output" at <len .spec.replicas>: error calling len: len of type int64',
  ],
  ['{{index .metadata.annotations "x.io/y"}} {{index .spec.list 1}} {{(index .spec.containers 0).name}}', '1 b c1'],
  ['{{index .metadata.annotations "no"}}', '<no value>'],
  [
    '{{index .spec.list 5}}',
    'E: |template: output:1:2: executing "output" at <index .spec.list 5>: error calling index: index out of range: 5',
  ],
  [
    '{{index .spec.list "a"}}',
    'E: |template: output:1:2: executing "output" at <index .spec.list "a">: error calling index: cannot index slice/array with type string',
  ],
  [
    '{{index .nope "a"}}',
    'E: |template: output:1:2: executing "output" at <index .nope "a">: error calling index: index of untyped nil',
  ],
  [
    '{{index .spec.replicas 1}}',
    'E: |template: output:1:2: executing "output" at <index .spec.replicas 1>: error calling index: can\'t index item of type int64',
  ],
  [
    '{{index .metadata.labels 1}}',
    'E: |template: output:1:2: executing "output" at <index .metadata.labels 1>: error calling index: value has type int; should be string',
  ],
  [
    '{{index .spec.nul "a"}}',
    'E: |template: output:1:2: executing "output" at <index .spec.nul "a">: error calling index: index of untyped nil',
  ],
  ['{{index (index .spec.containers 0).ports 0 "containerPort"}}', '80'],
  [
    '{{eq .spec.replicas 3}} {{ne .metadata.name "x"}} {{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge "b" "a"}}',
    'true true true true false true',
  ],
  [
    '{{eq .spec.replicas "3"}}',
    'E: |template: output:1:2: executing "output" at <eq .spec.replicas "3">: error calling eq: incompatible types for comparison',
  ],
  ['{{eq .metadata.name "a" "b" "web"}}', 'true'],
  ['{{eq .nope "x"}} {{eq .spec.nul "x"}} {{eq .nope .nope2}}', 'false false true'],
  [
    '{{eq .spec.list "x"}}',
    'E: |template: output:1:2: executing "output" at <eq .spec.list "x">: error calling eq: incompatible types for comparison',
  ],
  [
    '{{eq .spec.list .spec.list}}',
    'E: |template: output:1:2: executing "output" at <eq .spec.list .spec.list>: error calling eq: non-comparable type [a b]: []interface {}',
  ],
  [
    '{{lt .spec.list 1}}',
    'E: |template: output:1:2: executing "output" at <lt .spec.list 1>: error calling lt: invalid type for comparison',
  ],
  [
    '{{lt .nope 1}}',
    'E: |template: output:1:2: executing "output" at <lt .nope 1>: error calling lt: invalid type for comparison',
  ],
  [
    '{{gt .spec.ratio 1}}',
    'E: |template: output:1:2: executing "output" at <gt .spec.ratio 1>: error calling gt: incompatible types for comparison',
  ],
  [
    '{{and .spec.on .metadata.name}} {{or .nope "dflt"}} {{not .spec.on}} {{and true false}} {{or false 0}}',
    'web dflt false false 0',
  ],
  ['{{print 1 2 "a" "b" 3}}{{println "x" 1}}', '1 2ab3x 1\n'],
  ['{{.metadata.name | printf "%s-%s" "pre" | len}}', '7'],
  ['{{$x := .metadata.name}}{{$x}} {{$x = "new"}}{{$x}} {{$.kind}}', 'web new Foo'],
  ['{{ $n := 0 }}{{range .spec.list}}{{$n = len .}}{{end}}{{$n}}', '1'],
  ['a  {{- /* comment */ -}}  b {{- " c " -}} d', 'ab c d'],
  ['{{/* comment */}}x', 'x'],
  ['{{.spec.secret | base64decode}}', 'hello'],
  [
    '{{base64decode .nope}}',
    'E: |template: output:1:15: executing "output" at <.nope>: invalid value; expected string',
  ],
  [
    '{{base64decode .spec.replicas}}',
    'E: |template: output:1:20: executing "output" at <.spec.replicas>: wrong type for value; expected string; got int64',
  ],
  [
    '{{base64decode .metadata.name}}',
    'E: |template: output:1:2: executing "output" at <base64decode .metadata.name>: error calling base64decode: base64 decode failed: illegal base64 data at input byte 0',
  ],
  [
    '{{base64decode "aGVs!G8="}}',
    'E: |template: output:1:2: executing "output" at <base64decode "aGVs!G8=">: error calling base64decode: base64 decode failed: illegal base64 data at input byte 4',
  ],
  ['{{base64decode 3}}', 'E: |template: output:1:15: executing "output" at <3>: expected string; found 3'],
  ['{{exists . "metadata" "name"}} {{exists .nope "x"}} {{exists .metadata "nope"}}', 'true false false'],
  [
    "{{.spec.big}} {{.spec.ratio}} {{.spec.neg}} {{1.5}} {{1e3}} {{0x1f}} {{'a'}} {{1_000}} {{.5}}",
    '1e+30 0.5 -5 1.5 1000 31 97 1000 0.5',
  ],
  [
    '{{.spec.containers}}',
    '[map[image:nginx name:c1 ports:[map[containerPort:80] map[containerPort:443]]] map[image:redis name:c2]]',
  ],
  ['{{.metadata.name', 'P: |template: output:1: unclosed action'],
  ['{{.metadata.name }', 'P: |template: output:1: unexpected "}" in operand'],
  ['{{end}}', 'P: |template: output:1: unexpected {{end}}'],
  ['{{if .x}}', 'P: |template: output:1: unexpected EOF'],
  ['{{foo .x}}', 'P: |template: output:1: function "foo" not defined'],
  ['{{$y}}', 'P: |template: output:1: undefined variable "$y"'],
  ['{{range .x}}{{break}}{{end}}{{continue}}', 'P: |template: output:1: {{continue}} outside {{range}}'],
  ['{{range .spec.list}}{{if eq . "b"}}{{continue}}{{end}}{{.}}{{end}}', 'a'],
  ['{{}}', 'P: |template: output:1: missing value for command'],
  ['{{if}}x{{end}}', 'P: |template: output:1: missing value for if'],
  ['{{"abc}}', 'P: |template: output:1: unterminated quoted string'],
  ['{{.a | 3}}', 'P: |template: output:1: non executable command in pipeline stage 2'],
  ['{{(.a}}', 'P: |template: output:1: unclosed left paren'],
  ['{{.a)}}', 'P: |template: output:1: unexpected right paren'],
  [
    '{{.metadata "x"}}',
    'E: |template: output:1:2: executing "output" at <.metadata>: metadata is not a method but has arguments',
  ],
  [
    '{{.metadata.name "x"}}',
    'E: |template: output:1:11: executing "output" at <.metadata.name>: name is not a method but has arguments',
  ],
  ['{{1 2}}', 'E: |template: output:1:2: executing "output" at <1>: can\'t give argument to non-function 1'],
  ['{{nil}}', 'E: |template: output:1:2: executing "output" at <nil>: nil is not a command'],
  ['{{"\\t\\u00e9\\x41\\101\\"" }}', '\téAA"'],
  ['{{`raw\\n`}}', 'raw\\n'],
  [
    '{{define "T"}}<{{.}}>{{end}}{{template "T" .metadata.name}}{{template "U"}}',
    'E: <web>|template: output:1:70: executing "output" at <{{template "U"}}>: template "U" not defined',
  ],
  ['{{block "B" .metadata.name}}[{{.}}]{{end}}', '[web]'],
  ['{{true.x}}', 'P: |template: output:1: unexpected . after term "true"'],
  ['{{.a-b}}', "P: |template: output:1: bad character U+002D '-'"],
  ['{{.metadata.annotations.x.io/y}}', "P: |template: output:1: bad character U+002F '/'"],
  ['{{len}}', 'E: |template: output:1:2: executing "output" at <len>: wrong number of args for len: want 1 got 0'],
  ['{{not}}', 'E: |template: output:1:2: executing "output" at <not>: wrong number of args for not: want 1 got 0'],
  [
    '{{eq 1}}',
    'E: |template: output:1:2: executing "output" at <eq 1>: error calling eq: missing argument for comparison',
  ],
  [
    '{{eq}}',
    'E: |template: output:1:2: executing "output" at <eq>: wrong number of args for eq: want at least 1 got 0',
  ],
  [
    '{{index}}',
    'E: |template: output:1:2: executing "output" at <index>: wrong number of args for index: want at least 1 got 0',
  ],
  ['{{slice .metadata.name 1 2}} {{slice .spec.list 1}}', 'e [b]'],
  ['{{html "<a&b>"}} {{js "it\'s"}} {{urlquery "a b/c&d"}}', "&lt;a&amp;b&gt; it\\'s a+b%2Fc%26d"],
  ['{{range $i, $e := .spec.list}}{{if $i}}, {{end}}{{$e}}{{end}}', 'a, b'],
  ['{{range .spec.containers}}{{range .ports}}{{.containerPort}} {{end}}{{end}}', '80 443 '],
  ['{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}', '21'],
  ['{{with $v := .metadata.name}}{{$v}}{{.}}{{end}}', 'webweb'],
  [
    '{{.metadata.labels.app.x}}',
    'E: |template: output:1:11: executing "output" at <.metadata.labels.app.x>: can\'t evaluate field x in type interface {}',
  ],
  [
    '{{$v := .metadata.name}}{{$v.x}}',
    'E: |template: output:1:28: executing "output" at <$v.x>: can\'t evaluate field x in type string',
  ],
  [
    '{{range $v := .spec.list}}{{$v.x}}{{end}}',
    'E: |template: output:1:30: executing "output" at <$v.x>: can\'t evaluate field x in type interface {}',
  ],
  [
    '{{range .spec.list}}{{.x}}{{end}}',
    'E: |template: output:1:22: executing "output" at <.x>: can\'t evaluate field x in type interface {}',
  ],
  [
    '{{(.metadata.name).x}}',
    'E: |template: output:1:12: executing "output" at <.metadata.name>: can\'t evaluate field x in type string',
  ],
  [
    '{{.metadata.name}}{{.metadata.name.x.y}}',
    'E: web|template: output:1:29: executing "output" at <.metadata.name.x.y>: can\'t evaluate field x in type interface {}',
  ],
  [
    '{{.spec.replicas.x}}',
    'E: |template: output:1:7: executing "output" at <.spec.replicas.x>: can\'t evaluate field x in type interface {}',
  ],
  [
    '{{template "x" .}}',
    'E: |template: output:1:11: executing "output" at <{{template "x" .}}>: template "x" not defined',
  ],
  ['{{else}}', 'P: |template: output:1: unexpected {{else}}'],
  ['{{range .x}}{{else}}{{else}}{{end}}', 'P: |template: output:1: expected end; found {{else}}'],
  ['{{.metadata.name | nope}}', 'P: |template: output:1: function "nope" not defined'],
  ['{{.metadata.name:}}', 'P: |template: output:1: expected :='],
  ['{{range $a, $b, $c := .x}}{{end}}', 'P: |template: output:1: too many declarations in range'],
  ['{{$a, $b := .x}}', 'P: |template: output:1: too many declarations in command'],
  ['{{printf "%T %T %T %T" 1 .spec.replicas .spec.ratio .metadata}}', 'int int64 float64 map[string]interface {}'],
  ['{{printf "%t %x %X %c %U %o %b" true "hi" 255 65 65 8 5}}', 'true 6869 FF A U+0041 10 101'],
  ['{{printf "%e %g %6.2f%%" .spec.ratio .spec.ratio 33.333}}', '5.000000e-01 0.5  33.33%'],
  ['{{printf "%v %v" nil .spec.nul}}', '<nil> <nil>'],
  [
    '{{printf .spec.replicas}}',
    'E: |template: output:1:14: executing "output" at <.spec.replicas>: wrong type for value; expected string; got int64',
  ],
  ['{{printf "%!" 1}}', '%!!(int=1)'],
  ['{{printf "%z" 1}}', '%!z(int=1)'],
  ['{{index "abc" 1}}', '98'],
  ['{{if not (eq .kind "Foo")}}a{{else}}b{{end}}', 'b'],
  ['{{if and (eq .kind "Foo") (gt .spec.replicas 1)}}a{{end}}', 'a'],
  [
    '{{not .a .b}}',
    'E: |template: output:1:2: executing "output" at <not>: wrong number of args for not: want 1 got 2',
  ],
])('%s', (template, expected) => {
  expect(run(template)).toBe(expected);
});

test('hostile templates', () => {
  const missing = executeGoTemplate('{{.nope}}', data, { allowMissingKeys: false });
  expect(missing).toMatchObject({ error: expect.stringContaining('map has no entry for key "nope"') });
  expect(run('{{define "T"}}{{template "T"}}{{end}}{{template "T"}}')).toContain('exceeded maximum template depth');
  expect(run(`${'{{if true}}'.repeat(5000)}${'{{end}}'.repeat(5000)}`)).toBeTypeOf('string');
  expect(run('{{range 4000000}}x{{end}}')).toContain('not simulated');
  expect(run('{{range 3}}{{range 3}}x{{end}}{{end}}')).toBe('x'.repeat(9));
  expect(run('{{.__proto__}} {{.constructor}}')).toBe('<no value> <no value>');
});
