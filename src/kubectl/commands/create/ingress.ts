import { generateIngress } from '../../generate/ingress.ts';
import { KubectlError } from '../../kubectl-error.ts';
import { generatorCommand } from './generator-command.ts';

const rulePattern = /^[\w*\-.]*\/.*=[\w-]+:[\w-]+/;

export const createIngressCommand = generatorCommand({
  name: 'ingress',
  aliases: ['ing'],
  short: 'Create an ingress with the specified name',
  examples: `  # Create a single ingress called 'simple' that directs requests to foo.com/bar to svc
  # svc1:8080 with a TLS secret "my-cert"
  kubectl create ingress simple --rule="foo.com/bar=svc1:8080,tls=my-cert"`,
  usage: 'NAME --rule=host/path=service:port[,tls[=secret]] ',
  flags: [
    {
      name: 'annotation',
      type: 'stringArray',
      help: 'Annotation to insert in the ingress object, in the format annotation=value',
    },
    { name: 'class', type: 'string', help: 'Ingress Class to be used' },
    { name: 'default-backend', type: 'string', help: 'Default service for backend, in format of svcname:port' },
    {
      name: 'rule',
      type: 'stringArray',
      help: "Rule in format host/path=service:port[,tls=secretname]. Paths containing the leading character '*' are considered pathType=Prefix. tls argument is optional.",
    },
  ],
  namespaced: true,
  failure: 'failed to create ingress:',
  async generate(name, { flags }) {
    const rules = flags.list('rule');
    const annotations = flags.list('annotation');
    const defaultBackend = flags.string('default-backend');
    if (defaultBackend === '' && rules.length === 0) {
      throw new KubectlError(
        'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
      );
    }
    for (const rule of rules) {
      if (!rulePattern.test(rule)) {
        throw new KubectlError(
          `rule ${rule} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`,
        );
      }
    }
    for (const annotation of annotations) {
      if (!annotation.includes('=')) {
        throw new KubectlError(`annotation ${annotation} is invalid and should be in format key=[value]`);
      }
    }
    if (defaultBackend !== '' && defaultBackend.split(':').length !== 2) {
      throw new KubectlError('default-backend should be in format servicename:serviceport');
    }
    return generateIngress({ name, className: flags.string('class'), rules, defaultBackend, annotations });
  },
});
