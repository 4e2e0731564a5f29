import { useEffect, useState } from 'react';
import { clusterStore } from './cluster-store.ts';

const AT_MOST_EVERY_MS = 200;

/** Renders again when the cluster has changed, a few times a second at most; the canvas itself is not drawn by React. */
export function useCluster(): number {
  const [version, setVersion] = useState(clusterStore.version());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = clusterStore.subscribe(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setVersion(clusterStore.version());
      }, AT_MOST_EVERY_MS);
    });
    setVersion(clusterStore.version());
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, []);
  return version;
}
