/** Closes a menu after a choice and gives the focus back to its button. */
export function closeMenu(menu: HTMLDetailsElement | null): void {
  if (menu === null) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

/** Menus close at a press outside or at Escape, as people expect of menus. */
export function installMenuClosing(): void {
  const open = () => document.querySelectorAll<HTMLDetailsElement>('details.menu[open]');
  document.addEventListener('pointerdown', (event) => {
    for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') for (const menu of open()) closeMenu(menu);
  });
}
