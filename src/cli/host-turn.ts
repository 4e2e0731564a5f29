/** One turn of Node's event loop. */
export const hostTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
