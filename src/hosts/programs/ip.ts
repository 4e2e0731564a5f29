import type { Program } from '../../shell/program.ts';
import { type HostContext, isMachine } from '../host-context.ts';

/** `ip addr`, `ip route`, `ip link`, as far as addresses of machines and pods follow from the cluster. */
export const ip =
  (here: HostContext): Program =>
  async (io) => {
    const words = io.args.filter((arg) => !arg.startsWith('-'));
    const [what = ''] = words;
    const address = isMachine(here) ? here.hosts.needs.kubelets.shapeOf(here.node).address : '172.30.1.2';
    const range = isMachine(here) ? here.hosts.needs.kubelets.shapeOf(here.node).podCIDR : undefined;
    const gateway = range?.replace(/\.0\/\d+$/, '.1');
    const [, , host = '0'] = address.split('.').map(Number);
    const mac = `52:54:00:1e:${Number(host).toString(16).padStart(2, '0')}:02`;
    const links: [string, string, string | undefined][] = [
      [
        '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000',
        'loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00',
        'inet 127.0.0.1/8 scope host lo',
      ],
      [
        '2: enp1s0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000',
        `ether ${mac} brd ff:ff:ff:ff:ff:ff`,
        `inet ${address}/16 brd 172.30.255.255 scope global enp1s0`,
      ],
    ];
    if (gateway !== undefined) {
      links.push([
        '3: flannel.1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN group default',
        `ether ${mac.replace('52', '3a')} brd ff:ff:ff:ff:ff:ff`,
        `inet ${range!.replace(/\/\d+$/, '')}/32 scope global flannel.1`,
      ]);
      links.push([
        '4: cni0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default qlen 1000',
        `ether ${mac.replace('52', '4e')} brd ff:ff:ff:ff:ff:ff`,
        `inet ${gateway}/24 brd ${gateway.replace(/\.1$/, '.255')} scope global cni0`,
      ]);
    }
    const only = words.at(-1);
    const shown =
      words.length > 1 && only !== 'show' && only !== 'list'
        ? links.filter(([head]) => head.includes(` ${only}:`))
        : links;
    if (shown.length === 0) {
      await io.stderr.write(`Device "${only}" does not exist.\n`);
      return 1;
    }
    if (/^a(d(d(r(e(ss?)?)?)?)?)?$/.test(what) || /^l(i(nk?)?)?$/.test(what)) {
      const withAddress = what.startsWith('a');
      await io.stdout.write(
        shown
          .map(
            ([head, link, inet]) =>
              `${head}\n    link/${link}\n${withAddress && inet !== undefined ? `    ${inet}\n       valid_lft forever preferred_lft forever\n` : ''}`,
          )
          .join(''),
      );
      return 0;
    }
    if (/^r(o(u(te?)?)?)?$/.test(what)) {
      const own = gateway === undefined ? '' : `${range} dev cni0 proto kernel scope link src ${gateway}\n`;
      const others = here.hosts.needs.kubelets
        .nodeNames()
        .filter((node) => node !== here.node)
        .slice(0, 50)
        .map((node) => here.hosts.needs.kubelets.shapeOf(node).podCIDR)
        .map((cidr) => `${cidr} via ${cidr.replace(/\/\d+$/, '')} dev flannel.1 onlink\n`)
        .join('');
      await io.stdout.write(
        `default via 172.30.0.1 dev enp1s0 proto dhcp src ${address} metric 100\n${own}${others}172.30.0.0/16 dev enp1s0 proto kernel scope link src ${address} metric 100\n`,
      );
      return 0;
    }
    await io.stderr.write(
      what === ''
        ? 'Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n'
        : `ip: not simulated in Drydock: ip ${words.join(' ')}\n`,
    );
    return what === '' ? 255 : 1;
  };
