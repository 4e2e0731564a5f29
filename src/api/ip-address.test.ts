import { describe, expect, it } from 'vitest';
import { cidrContains, formatCidr, formatIp, parseCidr, parseIp } from './ip-address.ts';

describe('addresses', () => {
  it.each([
    ['1.2.3.4', '1.2.3.4'],
    ['010.002.003.004', '10.2.3.4'],
    ['::', '::'],
    ['::1', '::1'],
    ['FE80:0:0:0:0:0:0:0abc', 'fe80::abc'],
    ['2001:db8::1:0:0:1', '2001:db8::1:0:0:1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:2:3:4:5:6:7:0', '1:2:3:4:5:6:7:0'],
    ['::ffff:1.2.3.4', '1.2.3.4'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ])('%s is %s', (text, canonical) => {
    expect(formatIp(parseIp(text)!)).toBe(canonical);
  });

  it.each(['', '1.2.3', '1.2.3.256', '1.2.3.4.5', '1.2.3.x', ':::', '1::2::3', '1:2:3:4:5:6:7', '12345::', '::%eth0'])(
    '%j is none',
    (text) => {
      expect(parseIp(text)).toBeUndefined();
    },
  );

  it.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['10.1.2.3/32', '10.1.2.3/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:db8:1::1/33', '2001:db8::/33'],
    ['::ffff:10.1.2.3/120', '10.1.2.0/24'],
  ])('%s is the network %s', (text, canonical) => {
    expect(formatCidr(parseCidr(text)!)).toBe(canonical);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/', '/8', '::/129'])('%j is no network', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it('knows what a network holds', () => {
    const network = parseCidr('10.96.0.0/12')!;
    expect(cidrContains(network, parseIp('10.111.255.255')!)).toBe(true);
    expect(cidrContains(network, parseIp('10.112.0.0')!)).toBe(false);
    expect(cidrContains(network, parseIp('::1')!)).toBe(false);
  });
});
