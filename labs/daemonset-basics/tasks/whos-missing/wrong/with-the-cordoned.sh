printf 'controlplane\nnode02\nnode04\nnode05\n' > missing.txt
