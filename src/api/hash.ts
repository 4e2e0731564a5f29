import { goJson } from './go-json.ts';

/** Kubernetes' alphabet for generated names: no vowels, so that no words appear. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** 32-bit FNV-1a over the UTF-8 bytes, as an unsigned number. */
export function fnv32a(text: string, start = 0x811c9dc5): number {
  let hash = start;
  const mix = (byte: number) => {
    hash = Math.imul(hash ^ byte, 0x01000193);
  };
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) mix(code);
    else {
      if (code < 0x800) mix(0xc0 | (code >> 6));
      else {
        if (code < 0x10000) mix(0xe0 | (code >> 12));
        else {
          mix(0xf0 | (code >> 18));
          mix(0x80 | ((code >> 12) & 0x3f));
        }
        mix(0x80 | ((code >> 6) & 0x3f));
      }
      mix(0x80 | (code & 0x3f));
    }
  }
  return hash >>> 0;
}

/** Models apimachinery rand.SafeEncodeString. */
export function safeEncode(text: string): string {
  let encoded = '';
  for (const character of text) encoded += alphabet[(character.codePointAt(0) ?? 0) % alphabet.length];
  return encoded;
}

/**
 * The hash in the names of ReplicaSets and ControllerRevisions. Unlike Kubernetes, which hashes a dump of Go structs,
 * this hashes canonical JSON; nobody can tell the two apart without the Go program.
 */
export function templateHash(template: unknown, collisionCount?: number): string {
  const hash = fnv32a(goJson(template));
  return safeEncode(String(collisionCount === undefined ? hash : fnv32a(String(collisionCount), hash)));
}

/** Five letters, as generateName appends them. */
export function nameSuffix(random: { int(below: number): number }): string {
  let suffix = '';
  for (let at = 0; at < 5; at++) suffix += alphabet[random.int(alphabet.length)];
  return suffix;
}
