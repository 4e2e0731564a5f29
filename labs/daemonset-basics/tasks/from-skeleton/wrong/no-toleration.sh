kubectl create namespace project-1
kubectl apply -f - <<EOF
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: important-app, namespace: project-1, labels: {id: important-app, team: platform}}
spec:
  selector: {matchLabels: {id: important-app}}
  template:
    metadata: {labels: {id: important-app, team: platform}}
    spec:
      containers:
      - name: httpd
        image: httpd:2.4-alpine
        resources: {requests: {cpu: 10m, memory: 10Mi}}
EOF
