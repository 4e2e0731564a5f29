/** The path of a resource, of an object, or of a part of one; without a namespace it is that of all of them. */
export function at(version: string, resource: string, namespace?: string, name?: string, part?: string): string {
  const root = version === 'v1' ? '/api/v1' : `/apis/${version}`;
  const where = namespace === undefined ? '' : `/namespaces/${namespace}`;
  return [root + where, resource, name, part].filter((one) => one !== undefined).join('/');
}
