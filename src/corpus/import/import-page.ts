import { Readability } from '@mozilla/readability';
import { decodePage } from './decode-page.js';
import { type DomDocument, parsePage } from './dom.js';
import { escapeMarkdown } from './escape-markdown.js';
import type { ImportedText } from './imported-text.js';
import { joinLines } from './join-lines.js';
import { markdownFromHtml } from './markdown-from-html.js';

/** What no page says anything with. The data of `ld+json` is read for the title and the date. */
const NEVER_TEXT =
  'script:not([type="application/ld+json"]), style, template, iframe, object, embed, svg, canvas, nav, dialog, [role="navigation"], [role="dialog"], [role="alertdialog"], [hidden]';
/** What is around the text, where the text can't be told by itself. */
const AROUND = 'header, footer, aside, form, button, noscript, script, [role="banner"], [role="contentinfo"]';
const CONSENT = /cookie|consent|gdpr|privacy-(?:bar|banner|notice)/i;
/** A longer part that is called so is about cookies. */
const LONGEST_CONSENT = 1_500;
/** A page with less than this is too short for the extractor to tell text and surroundings apart. */
const SHORT_TEXT = 200;

/**
 * The article of a web page, without the navigation, advertisements and forms around it.
 * @throws WenjuError `document-unreadable`
 */
export function importPage(bytes: Uint8Array): ImportedText {
  const html = decodePage(bytes);
  const whole = cleaned(html);
  const url = canonicalAddress(whole);
  const language = whole.documentElement.getAttribute('lang')?.trim() || undefined;
  const heading = onlyHeading(whole);
  const name = (whole.title || '').replace(/\s+/g, ' ').trim();
  const article = new Readability<string>(whole as never, { charThreshold: SHORT_TEXT }).parse();
  const title = heading ?? (article?.title?.trim() || name || undefined);
  return {
    markdown: underTitle(chosenText(html, article?.content ?? ''), title),
    title,
    url,
    published: dateOf(article?.publishedTime),
    publisher: article?.siteName?.trim() || undefined,
    language: language ?? undefined,
  };
}

/** The extracted article; the whole body of a page that is too short for extracting. */
function chosenText(html: string, content: string): string {
  const article = content === '' ? '' : markdownFromHtml(parsePage(content));
  if (article.length >= SHORT_TEXT) return article;
  const rest = cleaned(html);
  for (const element of [...rest.querySelectorAll(AROUND)]) element.remove();
  const body = markdownFromHtml(rest);
  return body.length > article.length * 2 ? body : article;
}

function cleaned(html: string): DomDocument {
  const document = parsePage(html);
  for (const element of [...document.querySelectorAll(NEVER_TEXT)]) element.remove();
  for (const element of [...document.querySelectorAll('body [id], body [class]')]) {
    const name = `${element.getAttribute('id') ?? ''} ${element.getAttribute('class') ?? ''}`;
    if (CONSENT.test(name) && element.textContent.length <= LONGEST_CONSENT) element.remove();
  }
  return document;
}

/** The extractor makes a heading of the second level of the title. */
function underTitle(markdown: string, title: string | undefined): string {
  const heading = `## ${escapeMarkdown(title ?? '')}\n`;
  return markdown.startsWith(heading) ? markdown.slice(1) : markdown;
}

/** Titles of pages carry the names of sites; the heading of the article doesn't. */
function onlyHeading(document: DomDocument): string | undefined {
  const headings = [...document.querySelectorAll('h1')].map((heading) =>
    joinLines(heading.textContent.trim()).replace(/\s+/g, ' '),
  );
  const [only] = headings;
  return headings.length === 1 && only !== '' ? only : undefined;
}

function canonicalAddress(document: DomDocument): string | undefined {
  const written = [
    document.querySelector('link[rel="canonical"]')?.getAttribute('href'),
    document.querySelector('meta[property="og:url"]')?.getAttribute('content'),
  ];
  return written.find((address): address is string => {
    if (address === null || address === undefined || !URL.canParse(address)) return false;
    return /^https?:$/.test(new URL(address).protocol);
  });
}

function dateOf(written: string | null | undefined): string | undefined {
  const date = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(written?.trim() ?? '')?.[0];
  return date !== undefined && !Number.isNaN(Date.parse(date)) ? date : undefined;
}
