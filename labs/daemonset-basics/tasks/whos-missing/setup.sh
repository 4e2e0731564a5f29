kubectl label node node02 zone=b
kubectl label nodes node01 node03 node04 node05 zone=a
kubectl taint node node04 dedicated=db:NoSchedule
kubectl create namespace edge
kubectl cordon node05
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: cache
  namespace: edge
spec:
  selector:
    matchLabels:
      app: cache
  template:
    metadata:
      labels:
        app: cache
    spec:
      nodeSelector:
        zone: a
      containers:
      - name: redis
        image: redis:7.2
EOF
kubectl -n edge rollout status ds/cache --timeout=120s
