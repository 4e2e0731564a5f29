kubectl -n agents patch ds node-agent -p '{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}'
kubectl -n agents set image ds/node-agent agent=busybox:1.37
kubectl -n agents delete pod -l app=node-agent
