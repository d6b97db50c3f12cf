import { describe, expect, it } from 'vitest';
import { importPage } from '../../../src/corpus/import/import-page.js';

const PARAGRAPHS = [
  '通义千问于4月7日开放内测，企业用户可以先行申请，个人用户要等到下一个阶段才能使用这个大模型的全部功能。',
  '内测期间，用户每天可以提五十个问题；超过这个数目以后要等到第二天的零点，配额才会恢复到原来的数目。',
  '公司说，这个模型会逐步接入旗下的所有产品，从办公软件到地图导航，预计在年内全部完成，并且向开发者开放接口。',
  '业内人士认为，几家公司在同一个季度里发布模型，说明这个行业的竞争已经开始，价格也会很快降下来，用户会得到好处。',
];

function article(body: string, head = ''): Buffer {
  return Buffer.from(
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`,
  );
}

/** A page as news sites make them. */
const NEWS = article(
  `<nav><ul><li><a href="/">首页</a></li><li><a href="/tech">科技频道</a></li></ul></nav>
  <div class="cookie-banner">本站使用 Cookie，继续浏览即表示同意。<button>同意</button></div>
  <header><div class="logo">某某新闻网</div></header>
  <main><article><h1>通义千问开放内测</h1>
  ${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')}
  <script>var tracking = "不是正文";</script>
  </article></main>
  <aside class="related"><a href="/1">相关阅读：别的新闻</a></aside>
  <footer>版权所有 京ICP备00000000号</footer>`,
  `<title>通义千问开放内测_某某新闻网</title><link rel="canonical" href="https://example.com/news/1">
  <meta property="og:site_name" content="某某新闻网"><meta property="article:published_time" content="2023-04-07T10:00:00+08:00">`,
);

describe('importPage', () => {
  it('takes the article out of a page, with its title, address, date and publisher', () => {
    expect(importPage(NEWS)).toEqual({
      markdown: ['# 通义千问开放内测', ...PARAGRAPHS].join('\n\n'),
      title: '通义千问开放内测',
      url: 'https://example.com/news/1',
      published: '2023-04-07',
      publisher: '某某新闻网',
      language: 'zh-CN',
    });
  });

  it('takes the whole of a short page but for what is around it', () => {
    const page = article('<nav>首页</nav><h1>食堂</h1><p>午餐从十二点开始。</p><footer>版权所有</footer>');
    expect(importPage(page).markdown).toBe('# 食堂\n\n午餐从十二点开始。');
  });

  it('takes a fragment, and a page that breaks off', () => {
    expect(importPage(Buffer.from('<p>午餐从十二点开始。<p>晚餐没有')).markdown).toBe(
      '午餐从十二点开始。\n\n晚餐没有',
    );
    expect(importPage(NEWS.subarray(0, NEWS.length - 300)).markdown).toContain(PARAGRAPHS[2]);
  });

  it('believes no address but one of the web', () => {
    for (const address of ['/news/1', 'javascript:alert(1)', 'file:///etc/passwd']) {
      expect(
        importPage(article('<p>字</p>', `<link rel="canonical" href="${address}">`)).url,
      ).toBeUndefined();
    }
  });

  it('refuses markup that is nested deeper, or has more elements, than a page has', () => {
    for (const tag of ['div', 'blockquote', 'table><tr><td', 'ul><li']) {
      expect(() => importPage(article(`<${tag}>`.repeat(2_000)))).toThrow(/deeper/);
    }
    expect(() => importPage(article('<b></b>'.repeat(200_001)))).toThrow(/elements/);
  });
});
