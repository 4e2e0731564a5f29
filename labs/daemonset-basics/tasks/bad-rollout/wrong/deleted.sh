kubectl -n metrics get ds exporter -o yaml | sed 's/v1.8.0-nosuchtag/v1.7.0/' > e.yaml
kubectl -n metrics delete ds exporter
kubectl create -f e.yaml
