kubectl -n metrics patch ds node-metrics --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/ports/0/hostPort","value":9101}]'
