/// <reference lib="dom" />
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  allChecksPass,
  focusTerminal,
  launch,
  openTask,
  paste,
  type Served,
  screenshot,
  serveLab,
  terminalShows,
  type,
} from './page.ts';

const ROOT = join(import.meta.dirname, '..');
const PACK = join(ROOT, 'labs/daemonset-basics');

let lab: Served;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), 'drydock-e2e-'));

beforeAll(async () => {
  lab = await serveLab();
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  lab?.stop();
  rmSync(folder, { recursive: true });
});

const GPU_MONITOR = `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: gpu-monitor
  namespace: monitoring
spec:
  selector:
    matchLabels:
      app: gpu-monitor
  template:
    metadata:
      labels:
        app: gpu-monitor
    spec:
      nodeSelector:
        gpu-node: "true"
      containers:
      - name: dcgm
        image: nvidia/dcgm-exporter:3.3.5
`;

async function download(page: Page, name: string): Promise<string> {
  await page.getByTestId('session-menu').click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('session-download').click()]);
  const path = join(folder, name);
  await file.saveAs(path);
  return path;
}

function drydock(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(ROOT, 'dist/cli/drydock.js'), ...args], { encoding: 'utf8' });
}

/** Moves to the next task through the page, agreeing to leave if it asks. */
async function nextTask(page: Page, title: RegExp): Promise<void> {
  await page.getByTestId('task-next').click();
  const yes = page.getByTestId('dialog-yes');
  await Promise.race([
    yes.waitFor({ timeout: 2000 }).then(() => yes.click()),
    page.getByText(title).first().waitFor(),
  ]).catch(() => {});
  await page.getByRole('heading', { name: title }).waitFor();
  await terminalShows(page, /controlplane \$ $/);
}

describe('the first three tasks, by a person', () => {
  it('through the terminal alone; the downloaded session earns the same from `drydock grade`', async () => {
    const page = await openTask(browser, lab.address, 'daemonset-basics/gpu-monitor');
    await type(page, 'k label nodes node01 node02 gpu-node=true');
    await paste(page, `cat > gpu.yaml <<EOF\n${GPU_MONITOR}EOF\n`);
    await terminalShows(page, /EOF\n[^\n]*controlplane \$ $/);
    await type(page, 'kubectl apply -f gpu.yaml');
    await terminalShows(page, /daemonset.apps\/gpu-monitor created/);
    await type(page, 'kubectl -n monitoring rollout status ds/gpu-monitor');
    await allChecksPass(page);
    await screenshot(page, 'gpu-monitor-terminal');

    await nextTask(page, /network agent/i);
    await type(
      page,
      `kubectl -n kube-system patch ds net-agent --type=json -p '[{"op":"add","path":"/spec/template/spec/tolerations","value":[{"key":"node-role.kubernetes.io/control-plane","operator":"Exists","effect":"NoSchedule"}]}]'`,
    );
    await type(
      page,
      `sed -i 's#^      containers:#      tolerations:\\n      - key: node-role.kubernetes.io/control-plane\\n        operator: Exists\\n        effect: NoSchedule\\n      containers:#' net-agent.yaml`,
    );
    await type(page, 'kubectl apply -f net-agent.yaml');
    await type(page, 'kubectl -n kube-system rollout status ds/net-agent');
    await allChecksPass(page);
    await screenshot(page, 'network-agent-terminal');

    await nextTask(page, /rollout that went wrong/i);
    await type(page, 'kubectl get ds -A');
    await type(page, 'kubectl -n metrics get pods -o wide');
    await type(
      page,
      `kubectl -n metrics get pods -o jsonpath='{range .items[?(@.status.containerStatuses[0].ready==false)]}{.spec.nodeName}{"\\n"}{end}' > failed-node.txt`,
    );
    await type(page, 'kubectl -n metrics rollout history ds/exporter');
    await type(page, 'kubectl -n metrics rollout undo ds/exporter');
    await type(page, 'kubectl -n metrics rollout status ds/exporter');
    await allChecksPass(page);
    await screenshot(page, 'bad-rollout-terminal');

    const session = await download(page, 'terminal.json');
    const graded = drydock('grade', PACK, session, '--json');
    const tasks = JSON.parse(graded.stdout).tasks as { task: string; points: number; earned: number; begun: boolean }[];
    expect(tasks.slice(0, 3).map(({ task, earned, points }) => [task, earned === points])).toEqual([
      ['gpu-monitor', true],
      ['network-agent', true],
      ['bad-rollout', true],
    ]);
    expect(tasks.slice(3).every(({ begun, earned }) => !begun && earned === 0)).toBe(true);
    expect(graded.status).toBe(1);
    const shown = await page.getByTestId('total-grade').textContent();
    expect(shown).toContain(String(tasks.reduce((sum, { earned }) => sum + earned, 0)));
    await page.context().close();
  });

  it('through the editor: files, Dry-run and Apply', async () => {
    const page = await openTask(browser, lab.address, 'daemonset-basics/gpu-monitor');
    await type(page, 'kubectl label nodes node01 node02 gpu-node=true');
    await page.getByTestId('editor-new-file').click();
    await page.getByTestId('editor-new-name').fill('monitor.yaml');
    await page.keyboard.press('Enter');
    await fillEditor(page, GPU_MONITOR.replace('  selector:', '  replicas: 3\n  selector:'));
    await page.getByTestId('editor-dry-run').click();
    await page.getByTestId('dry-run-output').getByText('unknown field "spec.replicas"').waitFor();
    await screenshot(page, 'editor-dry-run');
    await fillEditor(page, GPU_MONITOR);
    await page.getByTestId('editor-apply').click();
    await terminalShows(page, /daemonset.apps\/gpu-monitor created/);
    await allChecksPass(page);
    await screenshot(page, 'gpu-monitor-editor');

    await nextTask(page, /network agent/i);
    await page.getByTestId('editor-tab-net-agent.yaml').click();
    await fillEditor(
      page,
      readFileSync(join(PACK, 'tasks/network-agent/files/net-agent.yaml'), 'utf8').replace(
        '      containers:',
        '      tolerations:\n      - key: node-role.kubernetes.io/control-plane\n        operator: Exists\n        effect: NoSchedule\n      containers:',
      ),
    );
    await page.getByTestId('editor-apply').click();
    await terminalShows(page, /daemonset.apps\/net-agent configured/);
    await allChecksPass(page);

    await nextTask(page, /rollout that went wrong/i);
    await type(page, 'kubectl -n metrics get pods -o wide');
    const pods = await terminalShows(page, /exporter/);
    const node = /exporter-\S+ +0\/1 .*?(node\d\d)/.exec(pods.replace(/\n/g, ' '))?.[1] ?? '';
    await page.getByTestId('editor-new-file').click();
    await page.getByTestId('editor-new-name').fill('failed-node.txt');
    await page.keyboard.press('Enter');
    await fillEditor(page, `${node}\n`);
    await type(page, 'kubectl -n metrics rollout undo ds/exporter');
    await allChecksPass(page);
    await screenshot(page, 'bad-rollout-editor');

    const session = await download(page, 'editor.json');
    const tasks = JSON.parse(drydock('grade', PACK, session, '--json').stdout).tasks as {
      points: number;
      earned: number;
    }[];
    expect(tasks.slice(0, 3).every(({ points, earned }) => points === earned)).toBe(true);
    await page.context().close();
  });
});

/** Replaces the editor's text through the clipboard, as a person pastes. */
async function fillEditor(page: Page, text: string): Promise<void> {
  const editor = page.getByTestId('editor').locator('.monaco-editor').first();
  await editor.waitFor();
  await editor.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', data);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

describe('a session', () => {
  it('survives a reload', async () => {
    const page = await openTask(browser, lab.address, 'daemonset-basics/gpu-monitor');
    await type(page, 'kubectl label node node01 gpu-node=true');
    await page.waitForTimeout(1500);
    await page.reload();
    await terminalShows(page, /node\/node01 labeled\n[^\n]*controlplane \$ $/);
    await type(page, 'kubectl get nodes -L gpu-node --no-headers');
    await terminalShows(page, /node01 .* true/);
    await page.context().close();
  });

  it('refuses damaged and foreign files, in the page and on the command line', async () => {
    const page = await openTask(browser, lab.address, 'daemonset-basics/gpu-monitor');
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, '{"drydock":1,"engine":"0.1.0"}');
    await page.getByTestId('session-file-input').setInputFiles(bad);
    await page.getByTestId('notice-session-file').or(page.getByTestId('notice-refused')).first().waitFor();
    await type(page, 'echo still here');
    await terminalShows(page, /\nstill here/);
    await page.context().close();
    const { status, stderr } = drydock('grade', PACK, bad);
    expect({ status, stderr }).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/no Drydock session file|damaged/),
    });
  });

  it('interrupts a program that computes and a watch, and both replay', async () => {
    const page = await openTask(browser, lab.address, 'daemonset-basics/gpu-monitor');
    await focusTerminal(page);
    for (const line of ['while true; do :; done', 'kubectl get nodes -w']) {
      await page.keyboard.type(line);
      await page.keyboard.press('Enter');
      await page.waitForTimeout(1500);
      await page.keyboard.press('Control+C');
      await terminalShows(page, /\^C\n[^\n]*controlplane \$ $/);
    }
    await type(page, 'kubectl label node node02 gpu-node=true');
    const session = await download(page, 'interrupted.json');
    expect(drydock('grade', PACK, session, '--json').stderr).toBe('');
    await page.context().close();
  });

  it('edits a DaemonSet in the vim overlay', async () => {
    const page = await openTask(browser, lab.address, 'daemonset-basics/network-agent');
    await focusTerminal(page);
    await page.keyboard.type('kubectl -n kube-system edit ds net-agent');
    await page.keyboard.press('Enter');
    await page.getByTestId('vim-overlay').locator('.cm-content').waitFor();
    await screenshot(page, 'vim-overlay');
    await page.keyboard.type(':%s/v0.25.1/v0.25.2/');
    await page.keyboard.press('Enter');
    await page.keyboard.type(':wq');
    await page.keyboard.press('Enter');
    await terminalShows(page, /daemonset.apps\/net-agent edited/);
    await page.context().close();
  });

  it('goes to another machine, mends a file in vim as its .vimrc says, and comes back', async () => {
    const page = await openTask(browser, lab.address, 'daemonset-basics/network-agent');
    await focusTerminal(page);
    const enter = async (line: string, shows: RegExp) => {
      await page.keyboard.type(line);
      await page.keyboard.press('Enter');
      await terminalShows(page, shows);
    };
    await enter('ssh node01', /candidate@node01:~\$ $/);
    await enter('sudo -i', /root@node01:~# $/);
    await page.keyboard.type('vim /var/lib/kubelet/config.yaml');
    await page.keyboard.press('Enter');
    await page.getByTestId('vim-overlay').locator('.cm-content').waitFor();
    await page.keyboard.type('Gomemory');
    await page.keyboard.press('Tab');
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await page.keyboard.type(':wq');
    await page.keyboard.press('Enter');
    await terminalShows(page, /vim [^\n]*\n[^\n]*root@node01:~# $/);
    await enter('tail -1 /var/lib/kubelet/config.yaml | tr " " .', /memory\.\.x\n/);
    await enter('systemctl restart kubelet; systemctl is-active kubelet', /activating\n[^\n]*root@node01:~# $/);
    await enter('exit', /logout\n[^\n]*candidate@node01:~\$ $/);
    await enter('exit', /Connection to node01 closed\.\n[^\n]*controlplane \$ $/);
    await page.context().close();
  });
});
