import type { Flag } from '../../command.ts';
import { fieldSelectorFlag, filenameFlags, selectorFlag } from '../write-flags.ts';

export const allNamespacesFlag: Flag = {
  name: 'all-namespaces',
  shorthand: 'A',
  type: 'bool',
  help: 'If present, list the requested object(s) across all namespaces. Namespace in current context is ignored even if specified with --namespace.',
};

export const chunkSizeFlag: Flag = {
  name: 'chunk-size',
  type: 'int',
  default: '500',
  help: 'Return large lists in chunks rather than all at once. Pass 0 to disable. This flag is beta and may change in the future.',
};

export const getFlags: readonly Flag[] = [
  allNamespacesFlag,
  {
    name: 'allow-missing-template-keys',
    type: 'bool',
    default: 'true',
    help: 'If true, ignore any errors in templates when a field or map key is missing in the template. Only applies to golang and jsonpath output formats.',
  },
  chunkSizeFlag,
  fieldSelectorFlag,
  ...filenameFlags,
  {
    name: 'ignore-not-found',
    type: 'bool',
    help: 'If the requested object does not exist the command will return exit code 0.',
  },
  {
    name: 'label-columns',
    shorthand: 'L',
    type: 'stringSlice',
    help: 'Accepts a comma separated list of labels that are going to be presented as columns. Names are case-sensitive. You can also use multiple flag options like -L label1 -L label2...',
  },
  {
    name: 'no-headers',
    type: 'bool',
    help: "When using the default or custom-column output format, don't print headers (default print headers).",
  },
  {
    name: 'output',
    shorthand: 'o',
    type: 'string',
    help: 'Output format. One of: (json, yaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file, custom-columns, custom-columns-file, wide).',
    values: [
      'json',
      'yaml',
      'name',
      'go-template',
      'go-template-file',
      'template',
      'templatefile',
      'jsonpath',
      'jsonpath-as-json',
      'jsonpath-file',
      'custom-columns',
      'custom-columns-file',
      'wide',
    ],
  },
  {
    name: 'output-watch-events',
    type: 'bool',
    help: 'Output watch event objects when --watch or --watch-only is used. Existing objects are output as initial ADDED events.',
  },
  {
    name: 'raw',
    type: 'string',
    help: 'Raw URI to request from the server.  Uses the transport specified by the kubeconfig file.',
  },
  selectorFlag,
  {
    name: 'server-print',
    type: 'bool',
    default: 'true',
    help: 'If true, have the server return the appropriate table output. Supports extension APIs and CRDs.',
  },
  { name: 'show-kind', type: 'bool', help: 'If present, list the resource type for the requested object(s).' },
  {
    name: 'show-labels',
    type: 'bool',
    help: 'When printing, show all labels as the last column (default hide labels column)',
  },
  {
    name: 'show-managed-fields',
    type: 'bool',
    help: 'If true, keep the managedFields when printing objects in JSON or YAML format.',
  },
  {
    name: 'sort-by',
    type: 'string',
    help: "If non-empty, sort list types using this field specification.  The field specification is expressed as a JSONPath expression (e.g. '{.metadata.name}'). The field in the API resource specified by this JSONPath expression must be an integer or a string.",
  },
  {
    name: 'subresource',
    type: 'string',
    help: 'If specified, gets the subresource of the requested object. This flag is beta and may change in the future.',
    values: ['status', 'scale', 'resize'],
  },
  {
    name: 'template',
    type: 'string',
    help: 'Template string or path to template file to use when -o=go-template, -o=go-template-file. The template format is golang templates [http://golang.org/pkg/text/template/#pkg-overview].',
  },
  {
    name: 'watch',
    shorthand: 'w',
    type: 'bool',
    help: 'After listing/getting the requested object, watch for changes.',
  },
  {
    name: 'watch-only',
    type: 'bool',
    help: 'Watch for changes to the requested object(s), without listing/getting first.',
  },
];
