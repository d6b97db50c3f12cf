import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../temporary-folder.js';

const BINARY = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface RunOptions {
  /** The variables of the process beside `PATH`; `DATA_DIR` is a folder of this journey's. */
  readonly env?: Readonly<Record<string, string>>;
  /** What comes on standard input; it is empty otherwise. */
  readonly input?: string;
  /** @default an empty folder, so that the bundled corpus is answered from */
  readonly cwd?: string;
}

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ServerProcess {
  /** Without the slash at its end. */
  readonly address: string;
  /** Ends it and returns how it ended. */
  stop(signal?: NodeJS.Signals): Promise<RunResult>;
}

/** The binary as a person runs it, with one data folder for all runs. */
export class Wenju {
  readonly folder: string;
  readonly workingDirectory: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.workingDirectory = join(folder, 'here');
  }

  static async prepare(): Promise<Wenju> {
    if (!existsSync(BINARY)) throw new Error('dist/main.js is missing: npm run build');
    const wenju = new Wenju(await temporaryFolder());
    await mkdir(wenju.workingDirectory);
    return wenju;
  }

  async run(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const child = this.spawn(args, options);
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code, stdout, stderr };
  }

  /** Starts `serve` on a free port and waits until it is ready; it ends with the test at the latest. */
  async serve(options: RunOptions = {}): Promise<ServerProcess> {
    const child = this.spawn(['serve'], { ...options, env: { PORT: '0', ...options.env } });
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = once(child, 'close');
    const stderr = text(child.stderr);
    let stdout = '';
    const address = new Promise<string>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        stdout += chunk;
        const found = /http:\/\/\S+?(?=\/?\n)/.exec(stdout)?.[0];
        if (found !== undefined) resolve(found);
      });
      void ended.then(async () => reject(new Error(`it ended before it was ready: ${await stderr}`)));
    });
    const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<RunResult> => {
      child.kill(signal);
      const [code] = await ended;
      return { code, stdout, stderr: await stderr };
    };
    return { address: await address, stop };
  }

  spawn(args: readonly string[], { env, input = '', cwd = this.workingDirectory }: RunOptions = {}) {
    const child = spawn(process.execPath, [BINARY, ...args], {
      cwd,
      env: { PATH: process.env.PATH ?? '', DATA_DIR: join(this.folder, 'data'), ...env },
    });
    // A process that ends before it has read its input is not what is tested here.
    child.stdin.on('error', () => undefined).end(input);
    return child;
  }
}

/** The values of JSON lines. */
export function jsonLines<T>(output: string): T[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
