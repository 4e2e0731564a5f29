kubectl create namespace search
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: indexer
  namespace: search
spec:
  selector:
    matchLabels:
      app: indexer
  template:
    metadata:
      labels:
        app: indexer
    spec:
      containers:
      - name: indexer
        image: redis:7.2
        resources:
          requests:
            cpu: "2"
            memory: 1Gi
EOF
sleep 90
