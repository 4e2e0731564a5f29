import type { EndpointSubset } from '../../../api/types/service.ts';

const CAPACITY = 1000;

/** Leaves a thousand addresses, ready ones first; undefined when there are no more. Models truncateEndpoints. */
export function truncateSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] | undefined {
  const ready = sum(subsets, ({ addresses }) => addresses?.length ?? 0);
  const notReady = sum(subsets, ({ notReadyAddresses }) => notReadyAddresses?.length ?? 0);
  if (ready + notReady <= CAPACITY) return undefined;
  const cutsReady = ready > CAPACITY;
  const most = cutsReady ? CAPACITY : CAPACITY - ready;
  const total = cutsReady ? ready : notReady;
  let room = most;
  return subsets.map(({ addresses = [], notReadyAddresses = [], ...rest }) => {
    const share = (cutsReady ? addresses : notReadyAddresses).length / total;
    const kept = Math.min(room, Math.ceil(share * most));
    const left = {
      addresses: cutsReady ? addresses.slice(0, kept) : addresses,
      notReadyAddresses: cutsReady ? [] : notReadyAddresses.slice(0, kept),
    };
    room -= cutsReady ? left.addresses.length : left.notReadyAddresses.length;
    return {
      ...(left.addresses.length === 0 ? {} : { addresses: left.addresses }),
      ...(left.notReadyAddresses.length === 0 ? {} : { notReadyAddresses: left.notReadyAddresses }),
      ...rest,
    };
  });
}

function sum(subsets: readonly EndpointSubset[], count: (subset: EndpointSubset) => number): number {
  return subsets.reduce((total, subset) => total + count(subset), 0);
}
