import { describe, expect, it } from 'vitest';
import { type Import, importsOf, readSources } from './import-scan.js';

/**
 * What each part of the source may import: `values` that run (or are loaded later), and `types` on top, which
 * are gone at run time. A part is a room (a folder of src/), a file beside the rooms, an adapter or its page.
 */
interface Permission {
  readonly values: readonly string[];
  readonly types?: readonly string[];
}

const PERMISSIONS: Readonly<Record<string, Permission>> = {
  'src/main.ts': { values: ['src/cli'] },
  'src/cli': {
    values: [
      'src/app.ts',
      'src/server.ts',
      'src/platforms.ts',
      'src/indexes.ts',
      'src/model-services.ts',
      'src/eval',
      'src/serving',
      'src/answer',
      'src/corpus',
      'src/config.ts',
      'src/errors.ts',
      'src/log.ts',
      'src/package-path.ts',
      'package.json',
    ],
    types: ['src/retrieval', 'src/text'],
  },
  'src/app.ts': {
    values: ['src/indexes.ts', 'src/model-answers.ts', 'src/model-services.ts', 'src/serving'],
    types: ['src/answer', 'src/retrieval', 'src/config.ts', 'src/errors.ts'],
  },
  'src/server.ts': {
    values: [
      'adapters',
      'src/app.ts',
      'src/platforms.ts',
      'src/model-services.ts',
      'src/chat',
      'src/serving',
      'src/text',
      'src/metrics.ts',
    ],
    types: ['src/retrieval', 'src/config.ts', 'src/log.ts'],
  },
  'src/platforms.ts': {
    values: ['adapters'],
    types: ['src/chat', 'src/config.ts', 'src/log.ts', 'src/metrics.ts'],
  },
  'src/chat': {
    values: ['src/serving', 'src/answer', 'src/text', 'src/errors.ts'],
    types: ['src/retrieval', 'src/corpus', 'src/log.ts', 'src/metrics.ts'],
  },
  'src/indexes.ts': {
    values: [
      'src/serving',
      'src/retrieval',
      'src/corpus',
      'src/text',
      'src/errors.ts',
      'src/model-services.ts',
      'src/package-path.ts',
    ],
    types: ['src/config.ts'],
  },
  'src/model-services.ts': {
    values: ['src/models', 'src/retrieval', 'src/errors.ts'],
    types: ['src/config.ts'],
  },
  'src/model-answers.ts': {
    values: ['src/answer', 'src/models'],
    types: ['src/retrieval', 'src/config.ts', 'src/errors.ts'],
  },
  'src/serving': {
    values: ['src/answer', 'src/retrieval', 'src/corpus', 'src/text', 'src/errors.ts'],
    types: ['src/metrics.ts'],
  },
  'src/eval': { values: ['src/text', 'src/errors.ts'], types: ['src/answer', 'src/retrieval'] },
  'src/answer': { values: ['src/retrieval', 'src/corpus', 'src/text', 'src/errors.ts'] },
  'src/retrieval': { values: ['src/corpus', 'src/text', 'src/errors.ts'] },
  'src/corpus': { values: ['src/text', 'src/errors.ts'] },
  'src/models': { values: ['src/errors.ts'] },
  'src/text': { values: [] },
  'src/config.ts': { values: ['src/environment-schema.ts', 'src/errors.ts', 'src/package-path.ts'] },
  'src/environment-schema.ts': { values: [] },
  'src/errors.ts': { values: [] },
  'src/log.ts': { values: [], types: ['src/config.ts'] },
  'src/metrics.ts': { values: [] },
  'src/package-path.ts': { values: [] },
};

/** An adapter is handed what it works with, so of the rooms it knows no more than the types of what is served. */
const ADAPTER: Permission = {
  values: ['src/errors.ts'],
  types: [
    'src/chat',
    'src/serving',
    'src/answer',
    'src/text',
    'src/log.ts',
    'src/metrics.ts',
    'src/config.ts',
  ],
};
/** What runs in a browser shares nothing with what runs here. */
const PAGE: Permission = { values: [] };

/** The only file that reads `process.env`. (Packages read what they like: picocolors honours NO_COLOR.) */
const ENVIRONMENT_READER = 'src/config.ts';
const READS_ENVIRONMENT =
  /\bprocess\s*\??\.\s*env\b|\bprocess\s*(?:\?\.)?\s*\[|=\s*process\s*[;,)]|\bfrom\s*['"](?:node:)?process['"]/;

/** What `wenju --help` may load: reading arguments and colouring text. */
const LOADED_AT_ONCE = ['commander', 'picocolors'];

const LONGEST_FILE = 400;

const sources = readSources('src', 'adapters');
const imports: ReadonlyMap<string, readonly Import[]> = new Map(
  sources.map((source) => [source.path, importsOf(source)]),
);

describe('the import scan', () => {
  it('sees every form of import, and where it leads', () => {
    const text = [
      "import { a, type B } from './a.js';",
      "import type { C } from '../c.js';",
      "import d, {\n  e,\n} from 'd';",
      "import './f.js';",
      "import * as g from 'node:g';",
      "export { h } from './h.js';",
      "export type { I } from './i.js';",
      "export * from './j.js';",
      "const { k } = await import('./k/k.js');",
      "// import { l } from './l.js'",
    ].join('\n');
    expect(importsOf({ path: 'src/room/file.ts', text })).toEqual([
      { target: 'src/room/a.ts', kind: 'value' },
      { target: 'src/c.ts', kind: 'type' },
      { target: 'd', kind: 'value' },
      { target: 'src/room/f.ts', kind: 'value' },
      { target: 'node:g', kind: 'value' },
      { target: 'src/room/h.ts', kind: 'value' },
      { target: 'src/room/i.ts', kind: 'type' },
      { target: 'src/room/j.ts', kind: 'value' },
      { target: 'src/room/k/k.ts', kind: 'lazy' },
    ]);
  });

  it('reads the whole source', () => {
    expect([...imports.keys()]).toEqual(expect.arrayContaining(['src/main.ts', 'adapters/web/page/page.ts']));
  });

  it('is not got round by a computed import or a require', () => {
    const evasive = /\bimport\((?!\s*['"])|\brequire\(/;
    expect(pathsWhere((text) => evasive.test(text))).toEqual([]);
  });
});

describe('the source', () => {
  it('imports downwards only: adapters → chat → answer → retrieval → corpus → text, cli → app → rooms', () => {
    expect(foreignImports()).toEqual([]);
  });

  it('gives every file a part with its permission', () => {
    const unknown = [...imports.keys()].filter((path) => permissionOf(partOf(path)) === undefined);
    expect(unknown, 'add the part to PERMISSIONS with what it may import').toEqual([]);
  });

  it('has no files that load each other in a circle', () => {
    expect(circles()).toEqual([]);
  });

  it('loads next to nothing before a command runs', () => {
    const packages = loadedBy('src/main.ts').filter(
      (target) => !/^(?:src\/|node:|package\.json$)/.test(target),
    );
    expect(packages.sort()).toEqual(LOADED_AT_ONCE);
  });

  it('loads the SDK of the models’ vendors for a vendor only', () => {
    const isSdk = (target: string): boolean => /^(?:@langchain\/openai|cockatiel)/.test(target);
    for (const path of ['src/app.ts', 'src/models/endpoint.ts', 'src/serving/served-corpus.ts']) {
      expect(loadedBy(path).filter(isSdk)).toEqual([]);
    }
    expect(loadedBy('src/models/embeddings.ts').filter(isSdk)).not.toEqual([]);
  });

  it('reads the environment in one file', () => {
    expect(pathsWhere((text) => READS_ENVIRONMENT.test(text))).toEqual([ENVIRONMENT_READER]);
  });

  it('has named exports only', () => {
    expect(pathsWhere((text) => /^export\s+default\b|\bas\s+default\b/m.test(text))).toEqual([]);
  });

  it('has no file that collects everything', () => {
    const collects = /(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts$)/;
    expect([...imports.keys()].filter((path) => collects.test(path))).toEqual([]);
  });

  it(`has no file of more than ${LONGEST_FILE} lines, and the tests have none`, () => {
    const long = [...sources, ...readSources('tests')].flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > LONGEST_FILE ? [`${path}: ${lines} lines`] : [];
    });
    expect(long).toEqual([]);
  });
});

function pathsWhere(isMeant: (text: string) => boolean): string[] {
  return sources.filter(({ text }) => isMeant(text)).map(({ path }) => path);
}

/** `src/answer` for `src/answer/compose.ts`, `src/app.ts` for itself, `adapters/web`, `adapters/web/page`. */
function partOf(path: string): string {
  const [top = '', name = '', inside = ''] = path.split('/');
  if (top === 'adapters' && inside === 'page') return `${top}/${name}/${inside}`;
  return name === '' ? top : `${top}/${name}`;
}

function permissionOf(part: string): Permission | undefined {
  if (/^adapters\/[^/.]+$/.test(part)) return ADAPTER;
  return part.endsWith('/page') ? PAGE : PERMISSIONS[part];
}

/** What is imported against the permissions. Packages are nobody's part. */
function foreignImports(): string[] {
  return [...imports].flatMap(([path, own]) => {
    const part = partOf(path);
    const { values = [], types = [] } = permissionOf(part) ?? {};
    return own
      .filter(({ target }) => imports.has(target) || /^(?:src|adapters)\/|\.json$/.test(target))
      .filter(({ target, kind }) => {
        const other = partOf(target);
        const mayBe = (allowed: string): boolean => other === allowed || other.startsWith(`${allowed}/`);
        return other !== part && !values.some(mayBe) && !(kind === 'type' && types.some(mayBe));
      })
      .map(({ target, kind }) => `${path} imports ${target} (${kind})`);
  });
}

/** Files and packages that are loaded with a file, those of lazy imports left out. */
function loadedBy(path: string): string[] {
  const loaded = new Set([path]);
  for (const file of loaded) {
    for (const { target, kind } of imports.get(file) ?? []) if (kind === 'value') loaded.add(target);
  }
  return [...loaded];
}

/** Circles of imports that run, each as `a → b → a`. */
function circles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): void => {
    if (above.includes(path)) {
      found.push([...above.slice(above.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const { target, kind } of imports.get(path) ?? [])
      if (kind !== 'type') visit(target, [...above, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  return found;
}
