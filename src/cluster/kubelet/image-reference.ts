/** An image reference as a container runtime understands it: registry, repository and tag always filled in. */
export interface ImageReference {
  /** `docker.io/library/nginx` */
  readonly repository: string;
  /** '' when the reference is by digest only. */
  readonly tag: string;
  /** `sha256:...` or ''. */
  readonly digest: string;
}

const domainPart = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)';
const pathPart = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const reference = new RegExp(
  `^((?:${domainPart}(?:\\.${domainPart})*(?::[0-9]+)?/)?${pathPart}(?:/${pathPart})*)(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
);

/** Undefined when the text is no image reference. Models distribution/reference ParseNormalizedNamed with default tag. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > 512) return undefined;
  const match = reference.exec(text);
  if (match === null) return undefined;
  const [, name, tag, digest] = match;
  const slash = name!.indexOf('/');
  const first = slash < 0 ? '' : name!.slice(0, slash);
  const hasDomain = first === 'localhost' || first.includes('.') || first.includes(':') || /[A-Z]/.test(first);
  const domain = hasDomain ? (first === 'index.docker.io' ? 'docker.io' : first) : 'docker.io';
  const path = hasDomain ? name!.slice(slash + 1) : name!;
  const official = domain === 'docker.io' && !path.includes('/');
  return {
    repository: `${domain}/${official ? `library/${path}` : path}`,
    tag: tag ?? (digest === undefined ? 'latest' : ''),
    digest: digest ?? '',
  };
}

/** `docker.io/library/nginx:1.25`, as containerd names it in its messages and statuses. */
export function imageName(image: ImageReference): string {
  return image.digest === '' ? `${image.repository}:${image.tag}` : `${image.repository}@${image.digest}`;
}
