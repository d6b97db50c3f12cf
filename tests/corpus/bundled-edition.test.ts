import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Entity, entitySchema, glossaryFileSchema } from '../../src/corpus/glossary.js';
import { fold } from '../../src/text/fold.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const edition = read('corpus/chinese-llms-2023.md');
const [, frontMatter = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(edition) ?? [];
const blocks = body.split(/\n\s*\n/).map((block) => block.trim());
const paragraphNumber = (block: string | undefined): number =>
  Number(/^<!-- paragraph: (\d+) -->$/.exec(block ?? '')?.[1]);
const isParagraph = (block: string): boolean => !/^(?:$|#|<!--)/.test(block);

/** What two entries may not share: names that the bot can't tell apart. */
function namesOf({ name, english, aliases }: Entity): Set<string> {
  return new Set([name, ...(english === undefined ? [] : [english]), ...aliases].map(fold));
}

const goldenSchema = z.object({
  id: z.string(),
  type: z.string(),
  evidence: z.array(z.string().min(1)).default([]),
});
const golden = read('tests/golden.jsonl')
  .trim()
  .split('\n')
  .map((line) => goldenSchema.parse(JSON.parse(line)));

describe('the bundled edition', () => {
  it('says what it is, when it was published and what it is an edition of', () => {
    const source = z.object({ title: z.string(), publisher: z.string(), published: z.literal('2023-04') });
    const edited = source
      .extend({ language: z.literal('zh-CN'), edition_of: source })
      .parse(parse(frontMatter));
    expect(body).toContain(`\n# ${edited.title}\n`);
    expect(edited.edition_of.publisher).toBe('解放日报');
  });

  it('numbers every paragraph, from 1 and without gaps', () => {
    const paragraphs = blocks.filter(isParagraph);
    expect(paragraphs).toHaveLength(37);
    const numbers = blocks.flatMap((block, i) =>
      isParagraph(block) ? [paragraphNumber(blocks[i - 1])] : [],
    );
    expect(numbers).toEqual(paragraphs.map((_, i) => i + 1));
    expect(body.match(/<!--/g)).toHaveLength(paragraphs.length);
  });

  it('punctuates Chinese with full-width marks', () => {
    const paragraphs = blocks.filter((block) => !block.startsWith('<!--')).join('\n');
    expect(
      paragraphs.match(/[\p{Script=Han}“”《》（）][,.;:?!()"'].*|[,;:?!()"'][\p{Script=Han}“《（].*/gu),
    ).toBeNull();
    expect(paragraphs).not.toMatch(/[\p{Script=Han}，。；：、？！] |[,;:?!()"'] ?[\p{Script=Han}]/u);
  });

  it('closes every quotation mark and bracket in its own paragraph', () => {
    for (const block of blocks.filter(isParagraph)) {
      for (const [open, close] of ['“”', '（）', '《》']) {
        expect(block.split(open ?? ''), block).toHaveLength(block.split(close ?? '').length);
      }
    }
  });

  it('holds the evidence of every golden question word for word', () => {
    expect(golden.flatMap(({ evidence }) => evidence).filter((quote) => !edition.includes(quote))).toEqual(
      [],
    );
    const unproven = golden.filter(({ type, evidence }) => type !== 'unanswerable' && evidence.length === 0);
    expect(unproven.map(({ id }) => id)).toEqual([]);
  });
});

describe('the bundled glossary', () => {
  const { entries } = glossaryFileSchema.parse(parse(read('corpus/glossary.yaml')));

  it('fits the schema, row by row', () => {
    expect(entries.length).toBeGreaterThan(80);
    for (const entry of entries) expect(entitySchema.parse(entry)).toEqual(entry);
  });

  it('gives no two entries the same name', () => {
    const owners = new Map<string, string[]>();
    for (const entry of entries) {
      for (const name of namesOf(entry)) owners.set(name, [...(owners.get(name) ?? []), entry.name]);
    }
    expect([...owners].filter(([, names]) => names.length > 1)).toEqual([]);
  });

  it('lists an alias once', () => {
    const twice = entries.filter(({ aliases }) => new Set(aliases.map(fold)).size < aliases.length);
    expect(twice.map(({ name }) => name)).toEqual([]);
  });

  it('knows every vendor and parent as a company or an institution', () => {
    const organisations = new Set(
      entries.filter(({ kind }) => kind === 'company' || kind === 'institution').map(({ name }) => name),
    );
    const named = entries
      .flatMap(({ vendor, parent }) => [vendor, parent])
      .filter((name) => name !== undefined);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !organisations.has(name))).toEqual([]);
  });
});
