/** The addresses a load balancer was given, sorted, each once. Models loadBalancerStatusStringer for wide tables. */
export function loadBalancerCell(
  given: readonly { readonly ip?: string; readonly hostname?: string }[] | undefined,
): string {
  const all = (given ?? []).map(({ ip, hostname }) => ip || hostname || '').filter((address) => address !== '');
  return [...new Set(all)].sort().join(',');
}
