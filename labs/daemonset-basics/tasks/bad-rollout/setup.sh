kubectl create namespace logging
kubectl create namespace metrics
for name in shipper:logging:fluent/fluent-bit:3.0 exporter:metrics:quay.io/prometheus/node-exporter:v1.7.0 ; do
  IFS=: read -r set namespace image <<< "$name"
  kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: $set
  namespace: $namespace
spec:
  selector:
    matchLabels:
      app: $set
  template:
    metadata:
      labels:
        app: $set
    spec:
      containers:
      - name: main
        image: $image
EOF
  kubectl -n $namespace rollout status ds/$set --timeout=120s
  kubectl -n $namespace annotate ds/$set kubernetes.io/change-cause="first release"
done
kubectl -n logging set image ds/shipper main=fluent/fluent-bit:3.1
kubectl -n logging rollout status ds/shipper --timeout=180s
kubectl -n metrics set image ds/exporter main=quay.io/prometheus/node-exporter:v1.80.0
sleep 60
