/**
 * The page's own small line icons, drawn on a 20 by 20 grid. Decorative: the control that
 * holds one carries the words.
 */
import { svg } from './dom.js';

/** @type {Record<string, string>} */
const PATHS = {
  hash: 'M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h13.5M3 12.5h13.5',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  archive: 'M3 4h14v4H3zM4.5 8v8.5h11V8M8 11.5h4',
  person: 'M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 17c.6-3.2 3-5 6.5-5s5.9 1.8 6.5 5',
  home: 'M3 9.5 10 3.5l7 6M5 8.5V16.5h10V8.5',
  speech: 'M3.5 4h13v9.5h-7L6 16.5v-3H3.5z',
  reply: 'M8 5 3.5 9.5 8 14M4 9.5h7.5c3 0 5 2 5 5.5',
  smile: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7 11.5c.8 1.5 1.8 2.2 3 2.2s2.2-.7 3-2.2M7.5 7.7v.1M12.5 7.7v.1',
  more: 'M4 9.5h1v1h-1zM9.5 9.5h1v1h-1zM15 9.5h1v1h-1z',
  bolt: 'M11 2.5 4.5 11.5H9.5L9 17.5l6.5-9H10.5z',
  send: 'M3 10 17 3.5 13 17l-3.5-5zM9.5 12 17 3.5',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M12.5 4 6.5 10l6 6',
  next: 'M7.5 4l6 6-6 6',
  down: 'M5 7.5l5 5 5-5',
  up: 'M5 12.5l5-5 5 5',
  check: 'M4 10.5 8 14.5 16 5.5',
  search: 'M8.5 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM12.5 12.5 17 17',
  pencil: 'M4 16l.8-3.5L13.5 3.8l2.7 2.7-8.7 8.7z',
  trash: 'M4 6h12M8 6V3.5h4V6M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v5M11.5 9v5',
  warning: 'M10 3 2.5 16.5h15zM10 8v4M10 14.3v.1',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v5M10 6.3v.1',
  eye: 'M2 10c2-3.5 4.7-5.2 8-5.2s6 1.7 8 5.2c-2 3.5-4.7 5.2-8 5.2S4 13.5 2 10zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  plus: 'M10 4v12M4 10h12',
  globe: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM2.5 10h15M10 2.5c2 2 3 4.5 3 7.5s-1 5.5-3 7.5c-2-2-3-4.5-3-7.5s1-5.5 3-7.5z',
  flask: 'M8 3v5L3.5 16.5h13L12 8V3M6.5 3h7M6 12.5h8',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11 2.5V6.5h4',
  picture: 'M3 4h14v12H3zM3 13.5l4-4 3.5 3.5 2.5-2 4 3M12.5 7.7v.1',
  play: 'M6 4l10 6-10 6z',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1',
  thumbup: 'M3 9h3v7.5H3zM6 9l3.5-6c1.5 0 2 1 1.7 2.3L10.7 8H16l-1.2 8.5H6',
  thumbdown: 'M3 11h3V3.5H3zM6 11l3.5 6c1.5 0 2-1 1.7-2.3l-.5-2.7H16l-1.2-8.5H6',
};

/** One icon by name; an unknown name gives the link icon. @param {string} name @param {string} [extra] more classes */
export function icon(name, extra = '') {
  return svg('svg', { viewBox: '0 0 20 20', class: `icon ${extra}`, 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: PATHS[name] ?? PATHS.link }));
}

/** The echo: a dot and the arcs that leave it. */
export function logo() {
  return svg('svg', { viewBox: '0 0 32 32', class: 'logo', 'aria-hidden': 'true', focusable: 'false' },
    svg('rect', { width: 32, height: 32, rx: 8, class: 'logo-ground' }),
    svg('circle', { cx: 9, cy: 16, r: 3, class: 'logo-dot' }),
    svg('path', { d: 'M14.5 10a8.5 8.5 0 0 1 0 12M19 6.5a13.5 13.5 0 0 1 0 19M23.5 3.5a18.5 18.5 0 0 1 0 25', class: 'logo-arcs' }));
}
