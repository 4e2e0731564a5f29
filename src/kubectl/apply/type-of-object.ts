import { type TypeReference, typeOf } from '../../api/schema.ts';
import { type JsonObject, readText } from '../json.ts';

/** The schema type of an object; undefined for kinds that the schema does not know. */
export function typeOfObject(object: JsonObject): TypeReference | undefined {
  const apiVersion = readText(object, 'apiVersion');
  const slash = apiVersion.indexOf('/');
  return typeOf(apiVersion.slice(0, Math.max(0, slash)), apiVersion.slice(slash + 1), readText(object, 'kind'));
}
