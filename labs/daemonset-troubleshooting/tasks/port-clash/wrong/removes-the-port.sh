kubectl -n probes patch ds web-probe --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/ports"}]'
