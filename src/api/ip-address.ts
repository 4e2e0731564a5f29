/** An address as Go's net.IP sees it: an IPv4 address written as IPv6 (`::ffff:1.2.3.4`) is an IPv4 address. */
export interface IpAddress {
  readonly family: 4 | 6;
  /** 4 or 16 numbers from 0 to 255. */
  readonly bytes: readonly number[];
}

export interface Cidr {
  /** With the bits beyond the prefix length, if the text has any. */
  readonly ip: IpAddress;
  readonly bits: number;
}

/** Reads an address; zeros may lead in parts of IPv4. Models k8s.io/utils/net ParseIPSloppy. */
export function parseIp(text: string): IpAddress | undefined {
  if (!text.includes(':')) return parseIpv4(text);
  const bytes = parseIpv6(text);
  if (bytes === undefined) return undefined;
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return mapped ? { family: 4, bytes: bytes.slice(12) } : { family: 6, bytes };
}

function parseIpv4(text: string): IpAddress | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^[0-9]+$/.test(part) || Number(part) > 255)) return undefined;
  return { family: 4, bytes: parts.map(Number) };
}

function parseIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0]!, halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1]!, true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function groupsOf(text: string, mayEndInIpv4: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [i, group] of groups.entries()) {
    if (mayEndInIpv4 && i === groups.length - 1 && group.includes('.')) {
      const last = parseIpv4(group);
      if (last === undefined) return undefined;
      bytes.push(...last.bytes);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    } else return undefined;
  }
  return bytes;
}

/** The one way to write an address: RFC 5952. */
export function formatIp({ family, bytes }: IpAddress): string {
  if (family === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, i) => bytes[2 * i]! * 256 + bytes[2 * i + 1]!);
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end++;
    if (end - i > length) [start, length] = [i, end - i];
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return start < 0 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

/** Reads `address/bits`. Models ParseCIDRSloppy. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  if (slash < 0 || !/^[0-9]+$/.test(text.slice(slash + 1))) return undefined;
  const ip = parseIp(text.slice(0, slash));
  const written = Number(text.slice(slash + 1));
  if (ip === undefined) return undefined;
  const bits = ip.family === 4 && text.includes(':') ? written - 96 : written;
  return bits >= 0 && bits <= ip.bytes.length * 8 ? { ip, bits } : undefined;
}

/** The first address of a network. */
export function networkAddress({ ip, bits }: Cidr): IpAddress {
  const bytes = ip.bytes.map((byte, i) => {
    const kept = Math.min(Math.max(bits - 8 * i, 0), 8);
    return byte & (255 << (8 - kept)) & 255;
  });
  return { family: ip.family, bytes };
}

/** The one way to write a network. */
export const formatCidr = (cidr: Cidr): string => `${formatIp(networkAddress(cidr))}/${cidr.bits}`;

export function cidrContains(cidr: Cidr, ip: IpAddress): boolean {
  if (cidr.ip.family !== ip.family) return false;
  return networkAddress({ ip, bits: cidr.bits }).bytes.join() === networkAddress(cidr).bytes.join();
}
