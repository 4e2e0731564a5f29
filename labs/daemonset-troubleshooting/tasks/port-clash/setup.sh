kubectl create namespace probes
kubectl create namespace metrics
for pair in node-metrics:metrics web-probe:probes ; do
  IFS=: read -r set namespace <<< "$pair"
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
        image: nginx:1.25
        ports:
        - containerPort: 80
          hostPort: 9100
EOF
  sleep 30
done
sleep 60
