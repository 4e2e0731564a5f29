kubectl -n storage patch ds disk-cleaner -p '{"spec":{"template":{"spec":{"nodeSelector":{"disk":"hdd"}}}}}'
