/** Masks what differs between two runs of the same commands on equal clusters. */
export function normalise(text: string): string;
