import { useEffect, useState } from 'react';
import { DesktopPanes } from './desktop-panes.tsx';
import { PhonePanes } from './phone-panes.tsx';

const narrow = matchMedia('(max-width: 820px)');

/** Panes side by side where there is room, as tabs where there is not. */
export function Workspace() {
  const [tabs, setTabs] = useState(narrow.matches);
  useEffect(() => {
    const follow = () => setTabs(narrow.matches);
    narrow.addEventListener('change', follow);
    return () => narrow.removeEventListener('change', follow);
  }, []);
  return tabs ? <PhonePanes /> : <DesktopPanes />;
}
