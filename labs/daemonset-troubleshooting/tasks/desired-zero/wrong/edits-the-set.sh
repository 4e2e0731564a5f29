kubectl -n monitoring patch ds ssd-exporter --type=json -p '[{"op":"replace","path":"/spec/template/spec/nodeSelector","value":{"disk-type":"ssd"}}]'
