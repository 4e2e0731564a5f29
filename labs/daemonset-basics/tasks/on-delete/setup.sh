kubectl create namespace agents
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: node-agent
  namespace: agents
spec:
  selector:
    matchLabels:
      app: node-agent
  template:
    metadata:
      labels:
        app: node-agent
    spec:
      terminationGracePeriodSeconds: 2
      containers:
      - name: agent
        image: busybox:1.36
        command: ["sleep", "infinity"]
EOF
kubectl -n agents rollout status ds/node-agent --timeout=120s
