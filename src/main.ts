#!/usr/bin/env node
import { run } from './cli/run.js';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever was reading has enough (`wenju … | head`).
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

await run(process.argv.slice(2));
