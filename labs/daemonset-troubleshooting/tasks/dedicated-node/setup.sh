kubectl taint node node03 dedicated=logging:NoSchedule
kubectl create namespace logging
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: collector
  namespace: logging
spec:
  selector:
    matchLabels:
      app: collector
  template:
    metadata:
      labels:
        app: collector
    spec:
      tolerations:
      - key: dedicated
        operator: Equal
        value: monitoring
        effect: NoSchedule
      containers:
      - name: fluentd
        image: fluent/fluentd:v1.16-1
EOF
kubectl -n logging rollout status ds/collector --timeout=120s
