kubectl -n edge get pods -o jsonpath='{range .items[*]}{.spec.nodeName}{"\n"}{end}' | sort > have.txt
kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}{"\n"}{end}' | sort > all.txt
grep -v -x -f have.txt all.txt > missing.txt
