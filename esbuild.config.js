// Bundles the binary into dist/: one start-up file, one chunk for each lazily imported part, and the page.
// `npm ci` runs it through the `prepare` script, so that `npm start` needs no build by hand.
// With the argument `bench` or `calibrate`, that script of tests/ is made as well.
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const SCRIPTS = { bench: 'tests/bench/main.ts', calibrate: 'tests/calibration/main.ts' };
const PAGE = 'adapters/web/page';

rmSync('dist', { recursive: true, force: true });
await Promise.all([
  build({
    entryPoints: {
      main: 'src/main.ts',
      ...Object.fromEntries(Object.entries(SCRIPTS).filter(([name]) => process.argv.includes(name))),
    },
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    // Native addons stay in node_modules.
    external: ['hnswlib-node', '@node-rs/jieba', '@node-rs/jieba/dict.js', 'libsql'],
    // CommonJS packages inside an ES module bundle look for these.
    banner: {
      js: [
        "import { createRequire as wenjuCreateRequire } from 'node:module';",
        'const require = wenjuCreateRequire(import.meta.url);',
      ].join('\n'),
    },
    logLevel: 'warning',
  }),
  build({
    entryPoints: [`${PAGE}/page.ts`, `${PAGE}/corpus.ts`, `${PAGE}/page.css`],
    outdir: 'dist/page',
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    logLevel: 'warning',
  }),
]);
mkdirSync('dist/page', { recursive: true });
for (const name of ['index.html', 'corpus.html', 'icon.svg'])
  copyFileSync(`${PAGE}/${name}`, `dist/page/${name}`);
chmodSync('dist/main.js', 0o755);
