/**
 * The one place where answers are changed before they are compared. Both clusters begin with the same seed and pass
 * the same time, so that uids and the random ends of names are equal; dates differ, what is made of them, and what
 * kubectl counts from its own clock.
 */
const EVERYWHERE: readonly (readonly [RegExp, string])[] = [
  // A date as the API writes it, with or without fractions.
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<date>'],
  // describe's dates.
  [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<date>'],
  [/(Created on: +).*/g, '$1<date>'],
  // The dates of files, as diff writes them.
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}/g, '<date>'],
  // klog's head: date, time, process, and the line of kubectl's source.
  [/^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ /gm, '$1<time> '],
  // The files that edit and diff make.
  [/(\/\S*\/)?(LIVE|MERGED)-\d+/g, '<$2>'],
  [/\/tmp\/kubectl-edit-\d+/g, '/tmp/<edit>'],
  [/ in \d+ milliseconds/g, ' in <n> milliseconds'],
  // How many heartbeats went by while a command waited.
  [/(resourceVersion"?: ?)"\d+"/g, '$1"<n>"'],
  // A rollout that was restarted has the date in its pods' template, and its hash in their names.
  [/-[bcdfghjklmnpqrstvwxz2456789]{8,10}(?=-[bcdfghjklmnpqrstvwxz2456789]{5}\b|\b)/g, '-<hash>'],
  [/(hash["=: ]+)[0-9a-z]{5,10}\b/g, '$1<hash>'],
];

/** kubectl itself counts these ages, from its own clock. */
const OWN_CLOCK = /\b(describe|events|history)\b|server-print=false/;
const AGE_HEADING = /\b(Age|LAST SEEN)( +)|(----|AGE) +(?=\S)/g;
const AGE = /(?<=^|[\s(])(<invalid>|(\d+[dhmsy]){1,2})(?=[\s)]|$)( +)?/gm;

export function normalise(command: string, text: string): string {
  let result = text;
  for (const [pattern, to] of EVERYWHERE) result = result.replace(pattern, to);
  if (OWN_CLOCK.test(command)) {
    result = result.replace(AGE, '<age> ').replace(AGE_HEADING, '$1$3 ');
  }
  if (/\bdrain\b/.test(command)) result = result.split('\n').map(sortDrainReasons).join('\n');
  // Go's sort leaves the order of events of one second open.
  return /\bkubectl( -\S+)* events\b/.test(command) ? result.split('\n').sort().join('\n') : result;
}

/** drain goes over Go's maps, so that its reasons come in no fixed order. */
function sortDrainReasons(line: string): string {
  const warning = /^Warning: ((?:ignoring|deleting) .*)$/.exec(line);
  if (warning !== null) return `Warning: ${warning[1]!.split('; ').sort().join('; ')}`;
  return line.replace(
    /\[(cannot delete .*)\](?=, continuing)/,
    (_, list: string) =>
      `[${list
        .split(/, (?=cannot delete )/)
        .sort()
        .join(', ')}]`,
  );
}
