import { imageName, parseImageReference } from './image-reference.ts';
import { knownImages } from './image-table.ts';
import type { KnownImage } from './known-image.ts';
import { stableHex } from './stable-hex.ts';

export interface FoundImage {
  readonly kind: 'found';
  readonly known: KnownImage;
  /** As containerd reports it in a container's status. */
  readonly image: string;
  /** `docker.io/library/nginx@sha256:...` */
  readonly imageId: string;
  readonly sizeBytes: number;
}

export type ImageAnswer =
  | FoundImage
  | { readonly kind: 'invalid'; readonly message: string }
  /** `message` is containerd's answer to the pull. */
  | { readonly kind: 'missing'; readonly message: string };

const byRepository = new Map(knownImages.map((known) => [known.repository, known]));
const answers = new Map<string, ImageAnswer>();

/** Asks the simulated registries for an image. The answer depends on the reference alone. */
export function findImage(reference: string): ImageAnswer {
  let answer = answers.get(reference);
  if (answer === undefined) {
    answer = lookUp(reference);
    // The answers are pure, so forgetting them all now and then keeps the memory bounded and changes nothing.
    if (answers.size > 2000) answers.clear();
    answers.set(reference, answer);
  }
  return answer;
}

function lookUp(reference: string): ImageAnswer {
  const parsed = parseImageReference(reference);
  if (parsed === undefined) {
    return {
      kind: 'invalid',
      message: `Failed to apply default image tag "${reference}": couldn't parse image name "${reference}": invalid reference format`,
    };
  }
  const name = imageName(parsed);
  const known = byRepository.get(parsed.repository);
  if (known === undefined) {
    const prefix = `failed to pull and unpack image "${name}": failed to resolve reference "${name}"`;
    const hub = parsed.repository.startsWith('docker.io/');
    const message = hub
      ? `rpc error: code = Unknown desc = ${prefix}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`
      : `rpc error: code = NotFound desc = ${prefix}: ${name}: not found`;
    return { kind: 'missing', message };
  }
  if (parsed.digest === '' && !tagExists(known, parsed.tag)) {
    return {
      kind: 'missing',
      message: `rpc error: code = NotFound desc = failed to pull and unpack image "${name}": failed to resolve reference "${name}": ${name}: not found`,
    };
  }
  return {
    kind: 'found',
    known,
    image: name,
    imageId: `${parsed.repository}@${parsed.digest || `sha256:${stableHex(name, 64)}`}`,
    sizeBytes: known.sizes?.[parsed.tag] ?? known.sizeBytes,
  };
}

const words = new Set([
  'latest',
  'stable',
  'mainline',
  'edge',
  'alpine',
  'slim',
  'glibc',
  'musl',
  'uclibc',
  'debug',
  'main',
  'master',
  'bookworm',
  'bullseye',
  'trixie',
  'jammy',
  'noble',
  'focal',
  'lts',
]);

/** A tag exists when it is a usual word, or a version up to the newest one with usual words behind it. */
function tagExists(known: KnownImage, tag: string): boolean {
  const match = /^(v?)(\d+(?:\.\d+){0,3})((?:[-_.][A-Za-z0-9]+)*)$/.exec(tag);
  if (match === null) return tag.split('-').every((word) => words.has(word));
  if (known.newest === undefined) return true;
  return notAbove(match[2]!, known.newest.replace(/^v/, ''));
}

function notAbove(version: string, newest: string): boolean {
  const parts = version.split('.').map(Number);
  const limits = newest.split('.').map(Number);
  for (const [index, limit] of limits.entries()) {
    const part = parts[index] ?? 0;
    if (part !== limit) return part < limit;
  }
  return true;
}
