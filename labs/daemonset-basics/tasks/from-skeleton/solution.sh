kubectl create namespace project-1
kubectl -n project-1 create deployment important-app --image=httpd:2.4-alpine --dry-run=client -o yaml > app.yaml
sed -i -e 's/kind: Deployment/kind: DaemonSet/' -e '/replicas:/d' -e '/strategy:/d' -e '/status:/d' -e '/creationTimestamp/d' app.yaml
sed -i -e 's/^\( *\)app: important-app/\1id: important-app\n\1team: platform/' app.yaml
sed -i -e 's/^        resources: {}/        resources:\n          requests:\n            cpu: 10m\n            memory: 10Mi/' app.yaml
sed -i -e 's/^      containers:/      tolerations:\n      - key: node-role.kubernetes.io\/control-plane\n        effect: NoSchedule\n        operator: Exists\n      containers:/' app.yaml
cat app.yaml
kubectl apply -f app.yaml
kubectl -n project-1 rollout status ds/important-app
