import { goQuote } from '../api/go-quote.ts';
import { parseYamlDocuments } from '../api/yaml.ts';
import type { KlogLine } from '../cluster/kubelet/machine-journal.ts';
import type { KubeletStart } from '../cluster/kubelet/machine-services.ts';
import { kubeletVersion } from '../cluster/kubelet/node-object.ts';
import type { FileSystem } from '../shell/file-system.ts';
import { execLine } from './exec-line.ts';
import type { Hosts } from './hosts.ts';
import { unknownKubeletFlag } from './kubelet-flags.ts';
import { installedVersion } from './packages/installed-version.ts';
import { plainYamlError } from './read-manifests.ts';

const RUNTIME = 'unix:///var/run/containerd/containerd.sock';

/** What a kubelet finds that starts with a machine's files as they are. Models cmd/kubelet/app server.go, in its order. */
export function kubeletStart(hosts: Hosts, node: string): KubeletStart {
  const { kubelets } = hosts.needs;
  const laidOut = hosts.isLaidOut(node);
  const files = laidOut ? hosts.files(node) : undefined;
  const version =
    files === undefined
      ? (kubelets.shapeOf(node).kubeletVersion ?? kubeletVersion)
      : installedVersion(files, 'kubelet');
  const lines: KlogLine[] = [];
  const info = (source: string, text: string) => lines.push({ level: 'I', source, text });
  const failed = (why: string): KubeletStart => {
    lines.push({ level: 'E', source: 'run.go:72', text: `"command failed" err=${goQuote(why)}` });
    return { kind: 'fails', status: 1, lines };
  };

  const exec = files === undefined ? undefined : execLine(hosts.units.kubeletUnit(node), files);
  if (exec !== undefined && exec.program !== '/usr/bin/kubelet') {
    const { program } = exec;
    return {
      kind: 'fails',
      status: 203,
      lines: [],
      systemd: [
        `kubelet.service: Unable to locate executable '${program}': No such file or directory`,
        `kubelet.service: Failed at step EXEC spawning ${program}: No such file or directory`,
      ],
    };
  }
  const unknown = unknownKubeletFlag(exec?.args ?? []);
  if (unknown !== undefined) return failed(`failed to parse kubelet flag: ${unknown}`);

  let config: Record<string, unknown> = {};
  let connected = true;
  const path = flag(exec?.args, 'config');
  if (files !== undefined && path !== undefined) {
    const read = readConfig(files, path);
    if ('problem' in read) {
      const why = `failed to load Kubelet config file ${path}, error ${read.problem}`;
      return failed(`failed to load kubelet config file, path: ${path}, error: ${why}`);
    }
    config = read.config;
  }
  info('server.go:530', `"Kubelet version" kubeletVersion=${goQuote(version)}`);
  info('server.go:532', '"Golang settings" GOGC="" GOMAXPROCS="" GOTRACEBACK=""');
  const caFile = text(record(record(config.authentication).x509).clientCAFile);
  const kubeconfig = flag(exec?.args, 'kubeconfig');
  if (files !== undefined && kubeconfig !== undefined && files.kind(kubeconfig) !== 'file') {
    const bootstrap = flag(exec?.args, 'bootstrap-kubeconfig') ?? '';
    if (files.kind(bootstrap) !== 'file') {
      return failed(
        `failed to run Kubelet: unable to load bootstrap kubeconfig: stat ${bootstrap}: no such file or directory`,
      );
    }
  }
  info('server.go:956', '"Client rotation is on, will bootstrap in background"');
  if (files !== undefined && caFile !== '' && files.kind(caFile) !== 'file') {
    const open = `open ${caFile}: no such file or directory`;
    return failed(`failed to construct kubelet dependencies: unable to load client CA file ${caFile}: ${open}`);
  }
  const endpoint = flag(exec?.args, 'container-runtime-endpoint') ?? (text(config.containerRuntimeEndpoint) || RUNTIME);
  if (!kubelets.isRuntimeUp(node) || !/^(unix:\/\/)?\/(var\/)?run\/containerd\/containerd\.sock$/.test(endpoint)) {
    const socket = endpoint.replace(/^unix:\/\//, '');
    return failed(
      `failed to run Kubelet: validate service connection: validate CRI v1 runtime API for endpoint "${endpoint}": rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix ${socket}: connect: no such file or directory"`,
    );
  }
  if (files !== undefined) {
    const directory = files === undefined ? '' : text(config.staticPodPath);
    hosts.units.setStaticPodPath(node, directory);
    if (directory !== '') info('kubelet.go:480', `"Adding static pod path" path=${goQuote(directory)}`);
  }
  info('kubelet.go:1862', '"Starting kubelet main sync loop"');
  info('kubelet_node_status.go:75', `"Attempting to register node" node=${goQuote(node)}`);
  const server = files === undefined ? undefined : serverOf(files, kubeconfig ?? '');
  if (server !== undefined && !(hosts.reaches(node, server) && hosts.needs.answers())) {
    // A kubelet that knows the right place goes on asking there.
    connected = hosts.reaches(node, server);
    const address = server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
    const why = `Post "${server}/api/v1/nodes": dial tcp ${address}: connect: connection refused`;
    lines.push({
      level: 'E',
      source: 'kubelet_node_status.go:107',
      text: `"Unable to register node with API server" err=${goQuote(why)} node=${goQuote(node)}`,
    });
  } else info('kubelet_node_status.go:78', `"Successfully registered node" node=${goQuote(node)}`);
  const maxPods = config.maxPods;
  return {
    kind: 'runs',
    connected,
    settings: {
      ...(files === undefined ? {} : { pods: typeof maxPods === 'number' && maxPods > 0 ? maxPods : 110 }),
      kubeletVersion: version,
    },
    lines,
  };
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The value of `--name=value` or `--name value`. */
function flag(args: readonly string[] | undefined, name: string): string | undefined {
  for (const [index, arg] of (args ?? []).entries()) {
    if (arg === `--${name}`) return args![index + 1];
    if (arg.startsWith(`--${name}=`)) return arg.slice(name.length + 3);
  }
  return undefined;
}

type ConfigRead = { readonly config: Record<string, unknown> } | { readonly problem: string };

/** Models kubeletconfig configfiles Load and codec DecodeKubeletConfiguration, for the mistakes that people make. */
function readConfig(files: FileSystem, path: string): ConfigRead {
  const content = files.kind(path) === 'file' ? files.read(path) : undefined;
  if (content === undefined) {
    return { problem: `failed to read kubelet config file "${path}", error: open ${path}: no such file or directory` };
  }
  if (content.trim() === '') return { problem: `kubelet config file "${path}" was empty` };
  const [first] = parseYamlDocuments(content);
  const decode = (why: string) => ({ problem: `failed to decode: ${why}` });
  if (first?.error !== undefined) return decode(plainYamlError(first.error.message));
  const config = record(first?.value);
  if (text(config.kind) === '') return decode(`Object 'Kind' is missing in '${content.trim().slice(0, 200)}'`);
  const version = text(config.apiVersion);
  if (version === '') return decode(`Object 'apiVersion' is missing in '${content.trim().slice(0, 200)}'`);
  if (config.kind !== 'KubeletConfiguration' || !version.startsWith('kubelet.config.k8s.io/')) {
    return decode(
      `no kind "${text(config.kind)}" is registered for version "${version}" in scheme "pkg/kubelet/apis/config/scheme/scheme.go:33"`,
    );
  }
  for (const [field, type] of [
    ['staticPodPath', 'string'],
    ['clusterDomain', 'string'],
    ['cgroupDriver', 'string'],
    ['maxPods', 'number'],
    ['podPidsLimit', 'number'],
    ['rotateCertificates', 'boolean'],
    ['failSwapOn', 'boolean'],
  ] as const) {
    const value = config[field];
    if (value === undefined || value === null || typeof value === type) continue;
    const go = type === 'number' ? 'int32' : type === 'boolean' ? 'bool' : 'string';
    const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return decode(`json: cannot unmarshal ${found} into Go struct field KubeletConfiguration.${field} of type ${go}`);
  }
  return { config };
}

/** The server that the current context of a kubeconfig names; undefined: it names none. */
function serverOf(files: FileSystem, path: string): string | undefined {
  if (files.kind(path) !== 'file') return undefined;
  const config = record(parseYamlDocuments(files.read(path) ?? '')[0]?.value);
  const named = (list: unknown, name: unknown) =>
    Array.isArray(list) ? record(list.map(record).find((entry) => entry.name === name)) : {};
  const context = record(named(config.contexts, config['current-context']).context);
  const cluster = record(named(config.clusters, context.cluster).cluster);
  return text(cluster.server) || undefined;
}
