import { findImage } from '../../cluster/kubelet/image-registry.ts';
import { stableHex } from '../../cluster/kubelet/stable-hex.ts';
import type { Kubelets } from '../../cluster/kubelet/start-kubelet.ts';
import type { CrictlCommand } from './crictl.ts';
import { crictlError, crictlLog } from './crictl-error.ts';
import { flagOf } from './crictl-flags.ts';
import { crictlTable, humanSize } from './crictl-table.ts';
import { containersOn, shortImageId } from './runtime-view.ts';

interface ImageRow {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  readonly id: string;
  readonly sizeBytes: number;
}

function imageRows(kubelets: Kubelets, node: string): readonly ImageRow[] {
  return ['registry.k8s.io/pause:3.10', ...kubelets.imagesOn(node)]
    .map((reference): ImageRow => {
      const answer = findImage(reference);
      const [, repository = reference, tag = '<none>'] = /^(.*?)(?::([\w.-]+))?(?:@.*)?$/.exec(reference) ?? [];
      const found = answer.kind === 'found';
      return {
        repository,
        tag,
        digest: found ? answer.imageId : '',
        id: shortImageId(reference),
        sizeBytes: found ? answer.sizeBytes : 320_368,
      };
    })
    .filter((row, index, all) => all.findIndex((other) => other.id === row.id) === index)
    .sort((a, b) => (`${a.repository}:${a.tag}` < `${b.repository}:${b.tag}` ? -1 : 1));
}

/** `crictl images`. */
export const images: CrictlCommand = {
  valued: ['o', 'output', 'f', 'filter'],
  async run({ hosts, node }, io, call) {
    const wanted = call.args[0];
    const rows = imageRows(hosts.needs.kubelets, node).filter(
      ({ repository, tag }) => wanted === undefined || repository.includes(wanted) || `${repository}:${tag}` === wanted,
    );
    if (flagOf(call, 'q', 'quiet') !== undefined) {
      await io.stdout.write(rows.map(({ id }) => `sha256:${stableHex(id, 64)}\n`).join(''));
      return 0;
    }
    if (flagOf(call, 'o', 'output') === 'json') {
      const list = rows.map(({ repository, tag, digest, id, sizeBytes }) => ({
        id: `sha256:${id}`,
        repoTags: [`${repository}:${tag}`],
        repoDigests: [digest],
        size: String(sizeBytes),
      }));
      await io.stdout.write(`${JSON.stringify({ images: list }, undefined, 2)}\n`);
      return 0;
    }
    await io.stdout.write(
      crictlTable([
        ['IMAGE', 'TAG', 'IMAGE ID', 'SIZE'],
        ...rows.map(({ repository, tag, id, sizeBytes }) => [repository, tag, id, humanSize(sizeBytes)]),
      ]),
    );
    return 0;
  },
};

/** `crictl pull`. */
export const pull: CrictlCommand = {
  valued: ['creds', 'auth', 'a', 'u', 'username'],
  async run({ hosts, node }, io, { args }) {
    const [reference] = args;
    if (reference === undefined) return crictlError(io, 'Image path cannot be empty');
    const answer = findImage(reference);
    if (answer.kind !== 'found') {
      await crictlLog(io, 'error', `pulling image: ${answer.message}`);
      return crictlError(io, `pulling image: ${answer.message}`);
    }
    hosts.needs.kubelets.addImage(node, answer.image);
    await io.stdout.write(`Image is up to date for ${answer.imageId}\n`);
    return 0;
  },
};

/** `crictl rmi`. */
export const removeImages: CrictlCommand = {
  valued: [],
  async run({ hosts, node }, io, call) {
    const { kubelets } = hosts.needs;
    const prune = flagOf(call, 'prune', 'q') !== undefined;
    const used = new Set(containersOn(kubelets, node).map(({ spec }) => shortImageId(spec.image ?? '')));
    const known = [...kubelets.imagesOn(node)];
    const wanted = prune
      ? known.filter((image) => !used.has(shortImageId(image)))
      : call.args.map((name) => {
          const answer = findImage(name);
          return (
            known.find(
              (image) => (answer.kind === 'found' && image === answer.image) || shortImageId(image).startsWith(name),
            ) ?? name
          );
        });
    if (wanted.length === 0 && !prune) return crictlError(io, 'ID cannot be empty');
    for (const image of wanted) {
      if (!known.includes(image)) return crictlError(io, `no such image ${image}`);
      kubelets.removeImage(node, image);
      await io.stdout.write(`Deleted: ${image}\n`);
    }
    return 0;
  },
};
