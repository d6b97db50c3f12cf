/** A piece of text as PDF.js finds it on a page. */
export interface PdfItem {
  readonly str: string;
  /** Its last two numbers are the place of its start; y grows upwards. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly hasEOL: boolean;
}

/** A line of a page. Lengths are in points of 1/72 inch. */
export interface PdfLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of its base line, from the bottom of the page. */
  readonly y: number;
  /** Of its letters. */
  readonly size: number;
  /** Whether it is so far up or down on its page that it may be a running head. */
  readonly isAtEdge: boolean;
}

/** From where to where a page goes. */
export interface PageHeight {
  readonly bottom: number;
  readonly top: number;
}

/** Lines at each end of a page that may be running heads, and how much of its height they may be within. */
const HEAD_LINES = 2;
const HEAD_PART = 0.12;
/** A line that stands on so many pages in the same place, or on all of fewer, is no text. */
const REPEATED = 3;
/** How far the same place may be apart. */
const SAME_PLACE = 4;

const PAGE_NUMBER =
  /^(?:[-–—·•\s|]*\d{1,4}[-–—·•\s|]*|第\s*\d+\s*页(?:[\s,，/／]*共\s*\d+\s*页)?|(?:page|p\.)\s*\d+(?:\s*(?:of|\/)\s*\d+)?|\d+\s*(?:\/|of)\s*\d+)$/i;

/** Radicals look like characters and are none; some writers of PDF use them. Unicode maps but the Kangxi ones. */
const RADICALS = /[\u2e80-\u2fd5]/g;
const SIMPLIFIED_RADICALS: ReadonlyMap<string, string> = new Map(
  '⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟'
    .match(/../gu)
    ?.map((pair) => [pair.charAt(0), pair.charAt(1)]),
);
const HAN = /\p{Script=Han}/u;

/** The lines of a page, in the order in which they were written. */
export function linesOfPage(items: readonly PdfItem[], page: PageHeight): PdfLine[] {
  const lines: PdfLine[] = [];
  let open: PdfItem[] = [];
  const close = (): void => {
    const line = lineOf(open, page);
    if (line !== undefined) lines.push(line);
    open = [];
  };
  for (const item of items) {
    const last = open.findLast(({ str }) => str.trim() !== '');
    const hasLeft =
      last !== undefined && Math.abs(yOf(item) - yOf(last)) > Math.max(sizeOf(item), sizeOf(last)) * 0.6;
    if (hasLeft && item.str.trim() !== '') close();
    open.push(item);
    if (item.hasEOL) close();
  }
  close();
  return lines;
}

/** The lines without page numbers and what stands at the top or bottom of page after page. */
export function withoutRunningHeads(pages: readonly (readonly PdfLine[])[]): PdfLine[][] {
  const ends = pages.map((lines) => {
    const sorted = [...lines].sort((a, b) => b.y - a.y);
    const isOutermost = (line: PdfLine): boolean => line === sorted[0] || line === sorted.at(-1);
    const outer = new Set([...sorted.slice(0, HEAD_LINES), ...sorted.slice(-HEAD_LINES)]);
    return new Map(
      [...outer].filter(({ isAtEdge }) => isAtEdge).map((line) => [line, { isOutermost: isOutermost(line) }]),
    );
  });
  const places = new Map<string, number[]>();
  for (const lines of ends) {
    for (const line of lines.keys()) {
      const key = patternOf(line);
      places.set(key, [...(places.get(key) ?? []), line.y]);
    }
  }
  const enough = Math.max(2, Math.min(REPEATED, pages.length));
  const isRepeated = (line: PdfLine): boolean =>
    /\p{L}{2}/u.test(line.text) &&
    (places.get(patternOf(line)) ?? []).filter((y) => Math.abs(y - line.y) <= SAME_PLACE).length >= enough;
  const isNumber = (line: PdfLine): boolean =>
    PAGE_NUMBER.test(line.text) && (pages.length > 1 || /\D/.test(line.text));
  return pages.map((lines, i) =>
    lines.filter((line) => {
      const end = ends[i]?.get(line);
      return end === undefined || !(isRepeated(line) || (end.isOutermost && isNumber(line)));
    }),
  );
}

function patternOf({ text }: PdfLine): string {
  return text.replace(/\s+/g, '').replace(/\d+/g, '#');
}

function lineOf(items: readonly PdfItem[], { bottom, top }: PageHeight): PdfLine | undefined {
  const written = items.filter(({ str }) => str.trim() !== '');
  const text = withoutLooseSpaces(
    items
      .map(({ str }) => str)
      .join('')
      .replace(/[\u0000-\u001f\u007f]/g, ' ')
      .replace(RADICALS, (radical) => SIMPLIFIED_RADICALS.get(radical) ?? radical.normalize('NFKC'))
      .replace(/\s+/g, ' ')
      .trim(),
  );
  const [first] = written;
  if (first === undefined || text === '') return undefined;
  // A raised number is smaller than the line that it is in.
  const widest = written.reduce((a, b) => (b.str.length > a.str.length ? b : a), first);
  return {
    text,
    left: Math.min(...written.map(xOf)),
    right: Math.max(...written.map((item) => xOf(item) + item.width)),
    y: yOf(widest),
    size: sizeOf(widest),
    isAtEdge: Math.min(yOf(widest) - bottom, top - yOf(widest)) < (top - bottom) * HEAD_PART,
  };
}

/** Chinese lines that are spread to the margin seem to have a space between any two characters. */
function withoutLooseSpaces(text: string): string {
  const characters = Array.from(text);
  const isHan = (at: number): boolean => HAN.test(characters[at] ?? '');
  let loose = 0;
  let close = 0;
  for (let i = 1; i < characters.length; i++) {
    if (characters[i] === ' ' && isHan(i - 1) && isHan(i + 1)) loose++;
    else if (isHan(i) && isHan(i - 1)) close++;
  }
  if (loose < 3 || loose * 2 < close) return text;
  return text.replace(/(?<=[\p{Script=Han}，。、；：]) (?=[\p{Script=Han}，。、；：])/gu, '');
}

function xOf({ transform }: PdfItem): number {
  return transform[4] ?? 0;
}

function yOf({ transform }: PdfItem): number {
  return transform[5] ?? 0;
}

function sizeOf({ transform }: PdfItem): number {
  return Math.hypot(transform[2] ?? 0, transform[3] ?? 0);
}
