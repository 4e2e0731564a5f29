kubectl -n search set resources ds/indexer -c indexer --requests=cpu=500m,memory=256Mi
kubectl -n search rollout status ds/indexer
