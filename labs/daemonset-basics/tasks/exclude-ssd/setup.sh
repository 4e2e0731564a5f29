kubectl label node node02 disk=ssd
kubectl label node node03 disk=hdd
kubectl create namespace storage
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: disk-cleaner
  namespace: storage
spec:
  selector:
    matchLabels:
      app: disk-cleaner
  template:
    metadata:
      labels:
        app: disk-cleaner
    spec:
      containers:
      - name: cleaner
        image: busybox:1.36
        command: ["sleep", "infinity"]
      terminationGracePeriodSeconds: 2
EOF
kubectl -n storage rollout status ds/disk-cleaner --timeout=120s
