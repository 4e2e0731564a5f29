kubectl get ds -A
kubectl -n metrics get pods -o wide
kubectl -n metrics get pods -l app=exporter -o jsonpath='{range .items[?(@.status.containerStatuses[0].ready==false)]}{.spec.nodeName}{"\n"}{end}' > failed-node.txt
kubectl -n metrics rollout history ds/exporter
kubectl -n metrics rollout undo ds/exporter
kubectl -n metrics rollout status ds/exporter
