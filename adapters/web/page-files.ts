import { readFile } from 'node:fs/promises';
import type { Context } from 'hono';

/** The files of the page by the paths they are served at. */
export const PAGE_FILES = {
  '/': { name: 'index.html', type: 'text/html; charset=utf-8' },
  '/page.css': { name: 'page.css', type: 'text/css; charset=utf-8' },
  '/page.js': { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/icon.svg': { name: 'icon.svg', type: 'image/svg+xml' },
} as const;

/** Nothing from elsewhere and nothing inline: text from a document can never run. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves one file of the page. The files are next to this one, in the source as in the bundle. */
export function pageFile({ name, type }: (typeof PAGE_FILES)[keyof typeof PAGE_FILES]) {
  const path = new URL(`./page/${name}`, import.meta.url);
  return async (context: Context): Promise<Response> => {
    const body = await readFile(path);
    return context.body(body, 200, {
      'Content-Type': type,
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Cache-Control': 'no-cache',
    });
  };
}
