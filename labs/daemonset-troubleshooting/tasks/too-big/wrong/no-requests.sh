kubectl -n search patch ds indexer --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/resources/requests"}]'
