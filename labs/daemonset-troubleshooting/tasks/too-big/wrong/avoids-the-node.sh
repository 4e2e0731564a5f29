kubectl label nodes node01 node02 size=large
kubectl -n search patch ds indexer -p '{"spec":{"template":{"spec":{"nodeSelector":{"size":"large"}}}}}'
