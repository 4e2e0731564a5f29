kubectl -n logging patch ds collector --type=json -p '[{"op":"replace","path":"/spec/template/spec/tolerations/0/value","value":"logging"}]'
kubectl -n logging rollout status ds/collector
