/** Who logs in: the person who practises, or root. */
export type HostUser = 'candidate' | 'root';

export const homeOf = (user: HostUser): string => (user === 'root' ? '/root' : `/home/${user}`);

/** PS1 of those who logged in; the first terminal has a shorter one. */
export const LOGIN_PROMPT = '\\u@\\h:\\w\\$ ';

export const isHostUser = (name: string): name is HostUser => name === 'root' || name === 'candidate';
