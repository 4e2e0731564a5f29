kubectl -n storage patch ds disk-cleaner -p '{"spec":{"template":{"spec":{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"disk","operator":"DoesNotExist"}]}]}}}}}}}'
kubectl -n storage rollout status ds/disk-cleaner
