// The one family of icons: drawn on a 24 by 24 grid with a line of 2, like the ink of the marks.
const ICONS = {
  back: 'M14 5 7 12l7 7',
  next: 'M10 5l7 7-7 7',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  copy: 'M9 9V4h11v11h-5M4 9h11v11H4Z',
  download: 'M12 4v10M7.5 10 12 14.5 16.5 10M4 19.5h16',
  flag: 'M6 21V4M6 4.5h12l-3 4 3 4H6',
  lock: 'M6 11h12v9.5H6ZM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  mail: 'M3 5.5h18v13H3ZM3 6.5l9 7 9-7',
  picture: 'M3 5h18v14H3ZM3.5 17.5 9 11.5l4.5 4.5 2.5-2.5 4.5 4.5M15.5 9v.2',
  print: 'M7 9V3.5h10V9M7 16H4V9h16v7h-3M7 13.5h10v7H7Z',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13M15.5 15.5 20.5 20.5',
  warn: 'M12 3.5 22 20.5H2ZM12 10v4.5M12 17.4v.2',
} as const;

export type IconName = keyof typeof ICONS;
export const ICON_NAMES = Object.keys(ICONS) as IconName[];

/** Those that point along the line of reading. */
const TURNS: ReadonlySet<IconName> = new Set<IconName>(['back', 'next']);

/** Always beside words, or within a control that has a name. */
export function Icon({name}: {name: IconName}) {
  return (
    <svg class={TURNS.has(name) ? 'icon turns' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  );
}
