import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalEmbeddings } from '../../src/retrieval/local-embeddings.js';
import { temporaryFolder } from '../temporary-folder.js';

const FILES: Readonly<Record<string, string>> = {
  'models.md': `# 国产大模型

## 阿里

4月7日,阿里云悄然开放了大模型“通义千问”的内测入口。4月11日,张勇宣布它将接入所有产品。

## 百度

3月16日,百度发布“文心一言”,它由文心大模型支持。
`,
  'sea.txt': '海水的盐度随深度变化。\n\n深海的温度接近冰点。\n',
  'taiwan.md': '# 臺灣鐵路\n\n臺灣的鐵路於1891年通車,首段由基隆至臺北。\n',
  'glossary.yaml': `entries:
  - name: 通义千问
    kind: model
    english: Tongyi Qianwen
    aliases: [Tongyi Qianwen, 阿里版GPT]
  - name: 文心一言
    kind: model
    english: ERNIE Bot
    aliases: [ERNIE Bot]
`,
};

/** A corpus folder of three documents and a glossary, in a new temporary folder with room for a data folder. */
export async function corpusFolder(): Promise<{ readonly folder: string; readonly dataDir: string }> {
  const root = await temporaryFolder();
  const folder = join(root, 'corpus');
  await mkdir(folder);
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
  return { folder, dataDir: join(root, 'data') };
}

/** Counts the texts that were embedded. */
export class CountingEmbeddings extends LocalEmbeddings {
  documents = 0;
  queries = 0;

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    this.documents += texts.length;
    return super.embedDocuments(texts);
  }

  override async embedQuery(text: string): Promise<number[]> {
    this.queries++;
    return super.embedQuery(text);
  }
}
