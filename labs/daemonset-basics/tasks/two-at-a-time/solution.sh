kubectl -n security patch ds scanner -p '{"spec":{"minReadySeconds":10,"updateStrategy":{"rollingUpdate":{"maxUnavailable":"25%"}}}}'
kubectl -n security set image ds/scanner scanner=redis:7.4
kubectl -n security rollout status ds/scanner
