sed -i 's#^      containers:#      tolerations:\n      - key: node-role.kubernetes.io/control-plane\n        operator: Exists\n        effect: NoSchedule\n      containers:#' net-agent.yaml
kubectl apply -f net-agent.yaml
kubectl -n kube-system rollout status ds/net-agent
