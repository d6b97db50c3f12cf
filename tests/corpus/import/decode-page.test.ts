import { describe, expect, it } from 'vitest';
import { decodePage } from '../../../src/corpus/import/decode-page.js';

/** “问据：句句有据” in GBK, which Node can decode but not encode. */
const GBK = Buffer.from('cecabedda3babee4bee4d3d0bedd', 'hex');
const TEXT = '问据：句句有据';
/** “𠮷” is in GB 18030 and not in GBK. */
const GB18030 = Buffer.from('95328236', 'hex');

const page = (head: string, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`<html><head>${head}</head><body>`), body, Buffer.from('</body></html>')]);

describe('decodePage', () => {
  it.each(['<meta charset="gbk">', '<META http-equiv=Content-Type content="text/html; charset=gb2312">', ''])(
    'reads a page in GBK that says %j',
    (head) => expect(decodePage(page(head, GBK))).toContain(TEXT),
  );

  it('reads the characters of GB 18030 on a page that says GB 2312', () => {
    const text = decodePage(page('<meta charset="gb2312">', Buffer.concat([GBK, GB18030])));
    expect(text).toMatch(/问据：句句有据\p{Script=Han}</u);
  });

  it('reads UTF-8, also where GBK is claimed to be UTF-8 or UTF-8 to be GBK', () => {
    expect(decodePage(page('', Buffer.from(TEXT)))).toContain(TEXT);
    expect(decodePage(page('<meta charset="utf-8">', GBK))).toContain(TEXT);
    expect(decodePage(page('<meta charset="utf-16">', Buffer.from(TEXT)))).toContain(TEXT);
    expect(decodePage(page('<meta charset="no-such-thing">', Buffer.from(TEXT)))).toContain(TEXT);
  });

  it('reads by byte order marks, and takes them off', () => {
    const utf16 = Buffer.from(`\ufeff${TEXT}`, 'utf16le');
    expect(decodePage(utf16)).toBe(TEXT);
    expect(decodePage(Buffer.from(utf16).swap16())).toBe(TEXT);
    expect(decodePage(Buffer.from(`\ufeff<meta charset="gbk">${TEXT}`))).toBe(`<meta charset="gbk">${TEXT}`);
  });

  it('bears a damaged character in a long text, and refuses what is damaged throughout', () => {
    const long = page(
      '<meta charset="utf-8">',
      Buffer.concat([Buffer.from(TEXT.repeat(200)), Buffer.from([0xff])]),
    );
    expect(decodePage(long)).toContain(TEXT);
    const noise = page('<meta charset="utf-8">', Buffer.alloc(400, 0xff));
    expect(() => decodePage(noise)).toThrow(/encoded/);
  });
});
