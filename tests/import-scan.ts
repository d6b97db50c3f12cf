import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** One source file. */
export interface SourceText {
  /** Relative to the root of the repository, with `/` between its parts. */
  readonly path: string;
  readonly text: string;
}

/** One import or re-export of a file. */
export interface Import {
  /** The path of a file of the repository, else a package as it is named. */
  readonly target: string;
  /** `type`: gone at run time; `lazy`: loaded when the code that names it runs. */
  readonly kind: 'type' | 'value' | 'lazy';
}

const STATIC = /^(?:import|export)\s+(type\s+)?(?:[\w$*{},\s]+?\s*from\s*)?(['"])(.+?)\2/gm;
const LAZY = /\bimport\(\s*(['"])(.+?)\1\s*\)/g;

/** The TypeScript files below some folders of the repository. */
export function readSources(...folders: readonly string[]): SourceText[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name.replaceAll('\\', '/')))
      .filter((path) => path.endsWith('.ts'))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })),
  );
}

/** What a file imports, in the order of the text. */
export function importsOf({ path, text }: SourceText): Import[] {
  const targetOf = (name: string): string =>
    name.startsWith('.') ? join(dirname(path), name).replace(/\.js$/, '.ts') : name;
  const found = [
    ...Array.from(text.matchAll(STATIC), ({ index, 1: type, 3: name = '' }) => {
      return {
        index,
        target: targetOf(name),
        kind: type === undefined ? ('value' as const) : ('type' as const),
      };
    }),
    ...Array.from(text.matchAll(LAZY), ({ index, 2: name = '' }) => {
      return { index, target: targetOf(name), kind: 'lazy' as const };
    }),
  ];
  return found.sort((a, b) => a.index - b.index).map(({ target, kind }) => ({ target, kind }));
}
