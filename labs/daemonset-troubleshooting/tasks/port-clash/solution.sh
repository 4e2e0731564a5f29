kubectl -n probes patch ds web-probe --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/ports/0/hostPort","value":9200}]'
kubectl -n probes rollout status ds/web-probe
