import { readFile } from 'node:fs/promises';
import type { Context } from 'hono';

/** The files of the page by the paths they are served at. */
export const PAGE_FILES = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/corpus': { name: 'corpus.html', type: 'text/html; charset=utf-8' },
  '/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
  '/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/corpus.js': { name: 'corpus.js', type: 'text/javascript; charset=utf-8' },
  '/icon.svg': { name: 'icon.svg', type: 'image/svg+xml' },
} as const;

/** Serves one file of the page. The files are next to this one, in the source as in the bundle. */
export function pageFile({ name, type }: (typeof PAGE_FILES)[keyof typeof PAGE_FILES]) {
  const path = new URL(`./page/${name}`, import.meta.url);
  return async (context: Context): Promise<Response> => {
    const body = await readFile(path);
    return context.body(body, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' });
  };
}
