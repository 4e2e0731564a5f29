import { type FieldError, invalid } from '../../field-error.ts';

export type SecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** A level as a minor version of Kubernetes 1 had it; the latest is Infinity. */
export interface LevelVersion {
  readonly level: SecurityLevel;
  readonly version: number;
}

/** What is asked of the pods of a namespace: refused without, warned about, noted. */
export interface SecurityPolicy {
  readonly enforce: LevelVersion;
  readonly audit: LevelVersion;
  readonly warn: LevelVersion;
  /** What is wrong with the labels; where something is, the most is asked. */
  readonly errors: readonly FieldError[];
}

const PREFIX = 'pod-security.kubernetes.io/';
const LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];
const free: LevelVersion = { level: 'privileged', version: Number.POSITIVE_INFINITY };
const nothingAsked: SecurityPolicy = { enforce: free, audit: free, warn: free, errors: [] };

/** Negative, 0 or positive, as `a` asks less, the same or more than `b`. */
export const compareLevels = (a: SecurityLevel, b: SecurityLevel): number => LEVELS.indexOf(a) - LEVELS.indexOf(b);

export const levelText = ({ level, version }: LevelVersion): string =>
  `${level}:${version === Number.POSITIVE_INFINITY ? 'latest' : `v1.${version}`}`;

/** Models pod-security-admission/api PolicyToEvaluate with the defaults of a server that was told nothing else. */
export function securityPolicy(labels: Readonly<Record<string, string>> | undefined): SecurityPolicy {
  if (labels === undefined || !hasLabel(labels)) return nothingAsked;
  const errors: FieldError[] = [];
  const read = (mode: string, onError: SecurityLevel) => {
    const level = labels[`${PREFIX}${mode}`];
    const version = labels[`${PREFIX}${mode}-version`];
    const levelFits = level === undefined || LEVELS.includes(level);
    if (!levelFits) errors.push(wrong(mode, level, `must be one of ${LEVELS.join(', ')}`));
    const minor = version === undefined ? undefined : /^v1\.([0-9]|[1-9][0-9]*)$/.exec(version)?.[1];
    const versionFits = version === undefined || version === 'latest' || minor !== undefined;
    if (!versionFits) errors.push(wrong(`${mode}-version`, version, 'must be "latest" or "v1.x"'));
    return {
      level: level === undefined ? 'privileged' : levelFits ? (level as SecurityLevel) : onError,
      version: minor === undefined ? Number.POSITIVE_INFINITY : Number(minor),
      hasLevel: level !== undefined,
      hasVersion: version !== undefined,
    };
  };
  const enforce = read('enforce', 'restricted');
  const audit = read('audit', 'privileged');
  const warn = read('warn', 'privileged');
  // Whoever is not told about warnings is warned of what would be refused.
  const inherits = !warn.hasLevel && enforce.hasLevel && compareLevels(enforce.level, warn.level) > 0;
  const version = inherits && !warn.hasVersion && enforce.hasVersion ? enforce.version : warn.version;
  return {
    enforce: { level: enforce.level, version: enforce.version },
    audit: { level: audit.level, version: audit.version },
    warn: { level: inherits ? enforce.level : warn.level, version },
    errors,
  };
}

function hasLabel(labels: Readonly<Record<string, string>>): boolean {
  for (const name in labels) if (name.startsWith(PREFIX)) return true;
  return false;
}

const wrong = (label: string, value: string, detail: string): FieldError =>
  invalid(`metadata.labels[${PREFIX}${label}]`, value, detail);
