/** Raised by a reconciler to be run again for the same key after the queue's back-off. */
export class RetryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RetryError';
  }
}
