/**
 * Runs `attempt` for 0 .. count-1 in batches of 1, 2, 4 ...; after a batch with an error no further batch begins, so
 * that a refusal that meets every pod is met a few times only. Returns the errors.
 * Models pkg/controller/controller_utils.go slow start batches.
 */
export function slowStart(count: number, attempt: (index: number) => Error | undefined): readonly Error[] {
  const errors: Error[] = [];
  let done = 0;
  let batch = Math.min(count, 1);
  while (done < count) {
    for (let i = done; i < done + batch; i++) {
      const error = attempt(i);
      if (error !== undefined) errors.push(error);
    }
    done += batch;
    if (errors.length > 0) break;
    batch = Math.min(2 * batch, count - done);
  }
  return errors;
}
