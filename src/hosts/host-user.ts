/** Who logs in: the person who practises, or root. */
export type HostUser = 'candidate' | 'root';

export const homeOf = (user: HostUser): string => (user === 'root' ? '/root' : `/home/${user}`);

export const isHostUser = (name: string): name is HostUser => name === 'root' || name === 'candidate';
