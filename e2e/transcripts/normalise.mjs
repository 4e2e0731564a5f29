// Masks what differs between two runs of the same commands on equal clusters
// (ages, random suffixes, addresses, versions), so that what is left can be compared as text.
const RAND = 'bcdfghjklmnpqrstvwxz2456789'; // the alphabet of Kubernetes' generated names

const MASKS = [
  [/\x1b\[[0-9;]*m/g, ''],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
  [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<date>'],
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}/g, '<time>'],
  [/\/tmp\/(LIVE|MERGED|kubectl-edit)-\d+/g, '<$1>'],
  [/\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g, '<ip>'],
  [/\bv1\.[23]\d\.\d+(-[0-9A-Za-z.+-]+)?\b/g, '<version>'],
  [/(resourceVersion"?: ?)"?\d+"?/g, '$1<rv>'],
  [/(hash["=: ]+)[0-9a-z]{5,10}\b/g, '$1<hash>'],
  [new RegExp(`-[${RAND}]{8,10}-[${RAND}]{5}\\b`, 'g'), '-<hash>-<rand>'],
  [new RegExp(`-[0-9a-f]{8,10}-[${RAND}]{5}\\b`, 'g'), '-<hash>-<rand>'],
  [new RegExp(`-[${RAND}]{8,10}\\b`, 'g'), '-<hash>'],
  [new RegExp(`-[${RAND}]{5}\\b`, 'g'), '-<rand>'],
  [/(^|[\s(])(\d+[dhms]){1,2}(?=[\s)]|$)/gm, '$1<age>'],
  [/<invalid>/g, '<age>'],
];

export function normalise(text) {
  let out = text.replace(/\r\n/g, '\n');
  for (const [pattern, to] of MASKS) out = out.replace(pattern, to);
  const lines = out
    .split('\n')
    .map((line) =>
      line
        .replace(/(\S) {2,}/g, '$1  ')
        .replace(/\t/g, '  ')
        .trimEnd(),
    )
    .map(sortDrainReasons);
  return (
    sortRandomRows(lines)
      .join('\n')
      // How many steps a rollout is seen in depends on timing; that it was waited for does not.
      .replace(/^(Waiting for .* rollout to finish): .*$/gm, '$1: <progress>')
      .replace(/^(Waiting for .*: <progress>\n)+/gm, '$1')
      .replace(/\n+$/, '\n')
  );
}

// Rows named by a random suffix come in a random order: neighbouring ones are sorted.
function sortRandomRows(lines) {
  const out = [];
  for (let i = 0; i < lines.length; ) {
    let end = i;
    while (end < lines.length && (lines[end].includes('<rand>') || /^cannot delete /.test(lines[end]))) end++;
    if (end > i) {
      out.push(...lines.slice(i, end).sort());
      i = end;
    } else out.push(lines[i++]);
  }
  return out;
}

// kubectl drain lists its reasons in no fixed order.
function sortDrainReasons(line) {
  if (/^Warning: (ignoring|deleting) /.test(line)) return `Warning: ${line.slice(9).split('; ').sort().join('; ')}`;
  return line.replace(
    /\[(cannot delete .*)\](?=, continuing)/,
    (_, list) =>
      `[${list
        .split(/, (?=cannot delete )/)
        .sort()
        .join(', ')}]`,
  );
}

// A transcript: `$ ` starts a command, `> ` continues it, `[n]` is a non-zero exit status,
// `settle` lets the cluster come to rest; everything else is output. Each line is indented by two.
export function formatTranscript(title, steps) {
  const lines = [title, ''];
  for (const { cmd, out, code } of steps) {
    const [first, ...rest] = cmd.split('\n');
    lines.push(`  $ ${first}`, ...rest.map((l) => `  > ${l}`));
    const text = normalise(out);
    if (text.trim() !== '')
      lines.push(
        ...text
          .replace(/\n$/, '')
          .split('\n')
          .map((l) => `  ${l}`.trimEnd()),
      );
    if (code !== 0) lines.push(`  [${code}]`);
    lines.push('');
  }
  return lines.join('\n');
}
