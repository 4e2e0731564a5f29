kubectl -n security set image ds/scanner scanner=redis:7.4
kubectl -n security rollout status ds/scanner
