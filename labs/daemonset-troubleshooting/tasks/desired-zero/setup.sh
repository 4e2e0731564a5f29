kubectl label nodes node01 node03 disk-type=ssd
kubectl create namespace monitoring
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ssd-exporter
  namespace: monitoring
spec:
  selector:
    matchLabels:
      app: ssd-exporter
  template:
    metadata:
      labels:
        app: ssd-exporter
    spec:
      nodeSelector:
        disktype: ssd
      containers:
      - name: exporter
        image: quay.io/prometheus/node-exporter:v1.8.0
EOF
