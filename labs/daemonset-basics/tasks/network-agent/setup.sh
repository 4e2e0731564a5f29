kubectl apply -f net-agent.yaml
kubectl -n kube-system rollout status ds/net-agent --timeout=120s
