import { fileURLToPath } from 'node:url';

/** The path of something that comes with the package: `src/` and `dist/` are both folders in its root. */
export function packagePath(relative: string): string {
  return fileURLToPath(new URL(`../${relative}`, import.meta.url));
}
