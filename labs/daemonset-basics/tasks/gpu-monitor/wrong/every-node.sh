kubectl label nodes node01 node02 gpu-node=true
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: gpu-monitor, namespace: monitoring}
spec:
  selector: {matchLabels: {app: gpu-monitor}}
  template:
    metadata: {labels: {app: gpu-monitor}}
    spec:
      containers: [{name: dcgm, image: "nvidia/dcgm-exporter:3.3.5"}]
EOF
