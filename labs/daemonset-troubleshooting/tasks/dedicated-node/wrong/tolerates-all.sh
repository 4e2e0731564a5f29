kubectl -n logging patch ds collector --type=json -p '[{"op":"replace","path":"/spec/template/spec/tolerations","value":[{"operator":"Exists"}]}]'
