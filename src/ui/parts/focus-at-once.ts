/** A ref for a field that appears because a person asked for it. */
export function focusAtOnce(element: HTMLElement | null): void {
  element?.focus();
}
