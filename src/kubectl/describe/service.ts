import { formatLabels } from '../../api/labels.ts';
import type { LoadBalancerIngress, Service } from '../../api/types/service.ts';
import { describeObject } from './describe-object.ts';
import type { Describer } from './describer.ts';
import { addressesText, slicesOf } from './endpoint-slices.ts';
import { describeAnnotations, describeLabels } from './maps.ts';

/** Models kubectl/pkg/describe ServiceDescriber. */
export const serviceDescriber: Describer = {
  group: '',
  kind: 'Service',
  async describe(request) {
    const { metadata, spec, status } = request.info.object as unknown as Service;
    const slices = await slicesOf(request.context, metadata.namespace ?? '', metadata.name);
    return describeObject(request, (out) => {
      const line = (title: string, value: string) => out.write(0, `${title}:\t${value}\n`);
      const given = (title: string, value: string | undefined) => {
        if (value !== undefined && value !== '') line(title, value);
      };
      line('Name', metadata.name);
      line('Namespace', metadata.namespace ?? '');
      describeLabels(out, 'Labels', metadata.labels);
      describeAnnotations(out, 'Annotations', metadata.annotations);
      line('Selector', formatLabels(spec.selector) || '<none>');
      line('Type', spec.type ?? '');
      given('IP Family Policy', spec.ipFamilyPolicy);
      line('IP Families', spec.ipFamilies?.join(',') || '<none>');
      line('IP', spec.clusterIP ?? '');
      line('IPs', spec.clusterIPs?.join(',') || '<none>');
      given('External IPs', spec.externalIPs?.join(','));
      given('Desired LoadBalancer IP', spec.loadBalancerIP);
      given('External Name', spec.externalName);
      given('LoadBalancer Ingress', status?.loadBalancer?.ingress?.map(ingressText).join(', '));
      for (const port of spec.ports ?? []) {
        const name = port.name || '<unset>';
        out.write(0, `Port:\t${name}\t${port.port}/${port.protocol}\n`);
        line('TargetPort', `${port.targetPort ?? 0}/${port.protocol}`);
        if (port.nodePort) out.write(0, `NodePort:\t${name}\t${port.nodePort}/${port.protocol}\n`);
        line('Endpoints', addressesText(slices, port.name ?? ''));
      }
      line('Session Affinity', spec.sessionAffinity ?? '');
      given('External Traffic Policy', spec.externalTrafficPolicy);
      given('Internal Traffic Policy', spec.internalTrafficPolicy);
      if (spec.healthCheckNodePort) line('HealthCheck NodePort', String(spec.healthCheckNodePort));
      given('LoadBalancer Source Ranges', spec.loadBalancerSourceRanges?.join(','));
    });
  },
};

/** Models buildIngressString. */
function ingressText({ ip, ipMode, hostname = '' }: LoadBalancerIngress): string {
  if (ip === undefined || ip === '') return hostname;
  return ipMode === undefined ? ip : `${ip} (${ipMode})`;
}
