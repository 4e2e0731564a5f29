import type { Program } from '../program.ts';

/** What a program is for, and how it is mostly called. */
const PAGES: Readonly<Record<string, readonly [about: string, ...calls: string[]]>> = {
  awk: ['works on the fields of lines', "awk '{print $1}' FILE", "awk -F: '$3 > 10 {n++} END {print n}'"],
  base64: ['writes or reads base64', 'base64 -w0 FILE', 'base64 -d'],
  bash: ['a shell', 'bash FILE', "bash -c 'COMMANDS'"],
  cat: ['writes files one after the other', 'cat FILE...', "cat > FILE <<'EOF'"],
  crictl: [
    'talks to the container runtime of a node',
    'crictl ps -a',
    'crictl logs ID',
    'crictl inspect ID',
    'crictl pods',
  ],
  curl: ['asks web servers', 'curl -sk https://HOST:PORT/PATH', "curl -H 'NAME: VALUE' URL", 'curl -m 2 URL'],
  cut: ['takes columns out of lines', "cut -d' ' -f1,3", 'cut -c1-10'],
  date: ['shows the time', 'date -u', "date -d '1 hour ago' +%s"],
  diff: ['compares two files', 'diff -u OLD NEW'],
  etcdctl: ['talks to etcd', 'etcdctl --cacert F --cert F --key F snapshot save FILE', 'etcdctl member list'],
  find: ['looks for files', "find DIRECTORY -name '*.yaml'", 'find . -type f -newer FILE'],
  grep: [
    'finds lines',
    'grep -rn PATTERN DIRECTORY',
    'grep -A3 -B1 PATTERN',
    "grep -oP 'image: \\K\\S+'",
    'grep -v PATTERN',
  ],
  head: ['writes the first lines', 'head -n 5 FILE'],
  journalctl: [
    'shows what services logged',
    'journalctl -u kubelet -n 50 --no-pager',
    'journalctl -u kubelet -f',
    "journalctl --since '5 min ago'",
  ],
  jq: ['works on JSON', "jq -r '.items[].metadata.name'", "jq '.[] | select(.a == 1)'"],
  kubeadm: [
    'sets up nodes',
    'kubeadm token create --print-join-command',
    'kubeadm upgrade plan',
    'kubeadm certs check-expiration',
  ],
  kubectl: ['controls a Kubernetes cluster', 'kubectl --help', 'kubectl explain daemonset.spec'],
  less: ['shows text page by page', 'less FILE', 'q leaves, / searches, n goes on'],
  ls: ['lists files', 'ls -la DIRECTORY', 'ls -1t'],
  openssl: [
    'works with keys and certificates',
    'openssl x509 -in FILE -noout -text',
    'openssl genrsa -out KEY 2048',
    'openssl req -new -key KEY -subj /CN=NAME -out CSR',
    'openssl x509 -req -in CSR -CA CA -CAkey KEY -CAcreateserial -out CRT -days 365',
  ],
  sed: ['changes lines', "sed -i 's/OLD/NEW/' FILE", "sed -n '5,10p' FILE"],
  sort: ['sorts lines', 'sort -k2 -n', 'sort -u'],
  ssh: ['logs in on another machine', 'ssh HOST', "ssh HOST 'COMMAND'"],
  sudo: ['runs a command as root', 'sudo COMMAND', 'sudo -i'],
  systemctl: [
    'controls services',
    'systemctl status kubelet',
    'systemctl restart kubelet',
    'systemctl daemon-reload',
    'systemctl enable --now kubelet',
  ],
  tail: ['writes the last lines', 'tail -n 5 FILE', 'tail -f FILE'],
  tee: ['writes to a file and goes on', 'COMMAND | tee FILE', 'COMMAND | sudo tee -a FILE'],
  vim: [
    'edits files',
    'i inserts, Esc leaves it',
    ':wq saves and leaves, :q! only leaves',
    'dd deletes a line, yy and p copy it, u undoes',
    '>> moves to the right, V marks lines',
    '/TEXT searches, :%s/OLD/NEW/g replaces',
  ],
  watch: ['runs a command again and again', 'watch -n 1 COMMAND'],
  xargs: ['makes arguments of lines', 'COMMAND | xargs -n1 OTHER', "xargs -I{} sh -c 'echo {}'"],
  yq: ['works on YAML', "yq '.spec.containers[0].image' FILE"],
};
const SAME: Readonly<Record<string, string>> = {
  vi: 'vim',
  nano: 'vim',
  egrep: 'grep',
  fgrep: 'grep',
  more: 'less',
  sh: 'bash',
};

/** `man NAME`: a few lines instead of a manual. */
export const man: Program = async (io) => {
  const names = io.args.filter((arg) => !/^(-.*|\d)$/.test(arg));
  if (names.length === 0) {
    await io.stderr.write("What manual page do you want?\nFor example, try 'man man'.\n");
    return 1;
  }
  let status = 0;
  for (const name of names) {
    const kubectl = /^kubectl-(.+)$/.exec(name);
    const known = Object.hasOwn(SAME, name) ? SAME[name]! : name;
    const page = Object.hasOwn(PAGES, known) ? PAGES[known] : undefined;
    if (kubectl !== null) await io.stdout.write(`${name}: see kubectl ${kubectl[1]!.replaceAll('-', ' ')} --help\n`);
    else if (page !== undefined) {
      const [about, ...calls] = page;
      await io.stdout.write(
        `NAME\n       ${name} - ${about}\n\nSYNOPSIS\n${calls.map((call) => `       ${call}\n`).join('')}\n`,
      );
    } else {
      await io.stderr.write(`No manual entry for ${name}\n`);
      status = 16;
    }
  }
  return status;
};
