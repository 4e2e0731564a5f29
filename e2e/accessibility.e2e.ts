/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { focusTerminal, launch, openTask, type Served, serveLab, type } from './page.ts';

const TASK = 'daemonset-basics/gpu-monitor';

let lab: Served;
let browser: Browser;

beforeAll(async () => {
  lab = await serveLab();
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  lab?.stop();
});

async function violations(page: Page): Promise<readonly string[]> {
  // Colours half-way between two themes are not what people read; cursors blink for ever and are not waited for.
  await page.evaluate(() => {
    const ending = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => {});
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

describe('axe finds nothing serious', () => {
  it('on the page with a file open, in both themes, with the table, a menu and a dialog', async () => {
    const page = await openTask(browser, lab.address, TASK);
    await type(page, 'kubectl create cm c --dry-run=client -o yaml > c.yaml');
    await page.locator('.monaco-editor .view-line').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('editor-dry-run').click();
    await page.getByTestId('dry-run-output').getByText('Would be').waitFor();
    await page.getByTestId('grid-view').click();
    await page.getByTestId('theme').click();
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('pack-menu').click();
    await page.getByTestId('pack-daemonset-basics').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('reset').click();
    await page.getByTestId('dialog').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('with vim over the terminal', async () => {
    const page = await openTask(browser, lab.address, TASK);
    await focusTerminal(page);
    await page.keyboard.type('kubectl -n kube-system edit ds kube-proxy\n');
    await page.locator('[data-testid=vim-overlay] .cm-content').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it('on a phone', async () => {
    const page = await openTask(browser, lab.address, TASK, { width: 390, height: 844 });
    for (const tab of ['task', 'grid', 'editor', 'terminal']) {
      await page.getByTestId(`tab-${tab}`).click();
      expect(await violations(page)).toEqual([]);
    }
    await page.context().close();
  });
});

describe('the keyboard alone', () => {
  it('goes round the panes with F6 and over the nodes with arrows', async () => {
    const page = await openTask(browser, lab.address, TASK);
    await page.getByText('Files that you make in the terminal').waitFor();
    const visited = new Set<string | null>();
    for (let press = 0; press < 4; press++) {
      await page.keyboard.press('F6');
      visited.add(
        await page.evaluate(() => document.activeElement?.closest('section.pane')?.getAttribute('aria-label') ?? null),
      );
    }
    expect([...visited].sort()).toEqual(['Cluster', 'Editor', 'Task', 'Terminal']);
    await page.getByTestId('grid-canvas').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByTestId('grid-detail').getByText('node01').first().waitFor();
    await page.context().close();
  });

  it('reaches every control of the toolbar and the task, in sight of a focus ring', async () => {
    const page = await openTask(browser, lab.address, TASK);
    await page.getByTestId('pack-menu').focus();
    const reached: string[] = [];
    for (let press = 0; press < 30 && !reached.includes('hint-next'); press++) {
      await page.keyboard.press('Tab');
      const { id, ring } = await page.evaluate(() => {
        const element = document.activeElement!;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const id = element.getAttribute('data-testid') ?? element.parentElement?.parentElement?.dataset.testid ?? '';
        return { id, ring: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0 };
      });
      expect([id, ring]).toEqual([id, true]);
      reached.push(id);
    }
    const wanted = ['speed-0', 'speed-settle', 'reset', 'session-menu', 'theme', 'task-list', 'task-next'];
    expect(reached).toEqual(expect.arrayContaining([...wanted, 'check-labelled', 'hint-next']));
    await page.context().close();
  });
});
