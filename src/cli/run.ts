/**
 * The command line: arguments → one command → exit code. Commands import what they need when they run, so
 * that `--help` loads no index, no model and no server.
 */
import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { addAskCommand } from './ask.js';
import { addCorpusCommand } from './corpus.js';
import { addDoctorCommand } from './doctor.js';
import { addEvalCommand } from './eval.js';
import { exitCodeOf, USAGE } from './exit-code.js';
import { addReloadCommand } from './reload.js';
import { addSearchCommand } from './search.js';
import { addServeCommand } from './serve.js';
import { complain } from './terminal.js';

/** Runs the command line and sets the exit code of the process. Never throws. */
export async function run(arguments_: readonly string[]): Promise<void> {
  try {
    await program().parseAsync(arguments_, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE;
      return;
    }
    await complain(error);
    process.exitCode = exitCodeOf(error);
  }
}

function program(): Command {
  const wenju = new Command('wenju')
    .description('Cited answers from your own documents. 问据：句句有据的文档问答。')
    .version(packageJson.version)
    .showSuggestionAfterError()
    .configureOutput({
      outputError: (message, write) =>
        write(
          `wenju: ${message
            .replace(/^error: /, '')
            .trim()
            .replace(/\s*\n\s*/g, ' ')}\n`,
        ),
    })
    .exitOverride()
    .addHelpText(
      'after',
      `
Settings come from the environment and from .env in the working directory (.env.example lists all).
Exit codes: 0 done, 1 failed, 2 bad usage or configuration.

Examples:
  $ wenju serve
  $ wenju ask "通义千问什么时候开放内测？"
  $ wenju search "大模型" -k 5 --corpus ./my-documents`,
    );
  // Commands take over the settings above when they are made, so these come last.
  addServeCommand(wenju);
  addAskCommand(wenju);
  addSearchCommand(wenju);
  addReloadCommand(wenju);
  addCorpusCommand(wenju);
  addEvalCommand(wenju);
  addDoctorCommand(wenju);
  return wenju;
}
