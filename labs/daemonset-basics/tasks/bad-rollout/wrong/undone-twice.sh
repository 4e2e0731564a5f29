kubectl -n metrics rollout undo ds/exporter
sleep 60
kubectl -n metrics rollout undo ds/exporter
