kubectl -n metrics get ds exporter -o yaml | sed 's/v1.80.0/v1.7.0/' > e.yaml
kubectl -n metrics delete ds exporter
kubectl create -f e.yaml
