import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

/** What sites serve, and beside this file what their scripts add to it. */
const folders = ['../fixtures/pages', 'pages'].map(name => path.resolve(import.meta.dirname, name));
const files = new Map(
  folders.flatMap(folder =>
    readdirSync(folder)
      .filter(name => name.endsWith('.html'))
      .map(name => [name, path.join(folder, name)] as const),
  ),
);

/** The saved pages, by file name. */
export const savedPages = [...files.keys()];

interface DomControl {
  happyDOM: {setURL(url: string): void};
}

/** Puts a saved page into this test's document, as the site would serve it at `url`. Scripts do not run. */
export function openSavedPage(name: string, url: string): void {
  openPage(readFileSync(files.get(name) ?? name, 'utf8'), url);
}

/** The same for a page written in the test. */
export function openPage(html: string, url = 'https://www.flickr.com/photos/example_user/'): void {
  (globalThis as unknown as DomControl).happyDOM.setURL(url);
  // Styles are not read here, and not fetched.
  const parsed = new DOMParser().parseFromString(html.replace(/<link[^>]*>/g, ''), 'text/html');
  document.documentElement.className = parsed.documentElement.className;
  document.head.innerHTML = '';
  document.body.innerHTML = parsed.body.innerHTML;
}

/** How many photos a page says it shows; undefined when it does not say. */
export function photosSaid(): number | undefined {
  return JSON.parse(document.getElementById('expect')?.textContent ?? '{}').photos;
}
