const UNSAFE = /[<>&\u2028\u2029]/;
const EACH_UNSAFE = new RegExp(UNSAFE, 'g');

/**
 * JSON with the signs escaped that Go's encoding/json escapes. Clients compare some answers byte for byte, such as the
 * data of a ControllerRevision.
 */
export function wireJson(body: unknown, indent = 0): string {
  const text = JSON.stringify(body, null, indent);
  // These signs only stand within strings, where an escape means the same.
  return UNSAFE.test(text)
    ? text.replace(EACH_UNSAFE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : text;
}
