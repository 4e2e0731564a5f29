kubectl -n agents set image ds/node-agent agent=busybox:1.37
kubectl -n agents rollout status ds/node-agent
kubectl -n agents patch ds node-agent -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'
