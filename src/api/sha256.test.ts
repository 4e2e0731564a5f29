import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hmacSha256, sha256 } from './sha256.ts';

const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255);

describe('sha256', () => {
  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000])('digests %i bytes as others do', (length) => {
    expect([...sha256(bytes(length))]).toEqual([...createHash('sha256').update(bytes(length)).digest()]);
    const key = bytes(length % 200);
    expect([...hmacSha256(key, bytes(100))]).toEqual([...createHmac('sha256', key).update(bytes(100)).digest()]);
  });
});
