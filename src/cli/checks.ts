import { createServer } from 'node:net';
import { createApp } from '../app.js';
import {
  type Config,
  configProblems,
  type EngineConfig,
  type Environment,
  readConfig,
  readEngineConfig,
  readEnvironment,
} from '../config.js';
import { messageOf, WenjuError } from '../errors.js';
import { savedIndexes } from '../indexes.js';
import { checkModels, probeEmbeddings, probeLanguageModel } from '../model-services.js';
import { checkPlatforms } from '../platforms.js';
import { buildProgress } from './build-progress.js';
import { counted } from './counted.js';
import { isRunning, serverAddress } from './running-server.js';

/** What came of one check: in a sentence, with what to do where something is wrong. */
export interface Check {
  readonly verdict: 'good' | 'note' | 'wrong';
  readonly text: string;
}

const good = (text: string): Check => ({ verdict: 'good', text });
const note = (text: string): Check => ({ verdict: 'note', text });
const wrong = (text: string): Check => ({ verdict: 'wrong', text });

/** Checks the set-up, going on after what is wrong as far as it makes sense. */
export async function* checks(): AsyncGenerator<Check> {
  yield good(`Node ${process.version}`);
  let environment: Environment;
  try {
    environment = readEnvironment();
  } catch (error) {
    return yield wrong(messageOf(error));
  }
  const problems = configProblems(environment);
  for (const problem of problems) yield wrong(`configuration: ${problem}`);
  if (problems.length === 0) yield good('configuration');
  const config = problems.length === 0 ? readConfig(environment) : undefined;
  const engine = config ?? engineConfig(environment);
  if (engine === undefined) return;
  const isSet = yield* modelChecks(engine);
  if (isSet) yield* indexChecks(engine);
  if (config === undefined) return;
  yield await portCheck(config);
  const { createLogger } = await import('../log.js');
  yield* checkPlatforms(config, await createLogger({ level: 'silent' }));
}

/** What only serving needs may be wrong while the engine's part is good. */
function engineConfig(environment: Environment): EngineConfig | undefined {
  try {
    return readEngineConfig(environment);
  } catch {
    return undefined;
  }
}

/** Tells whether the settings of the models are good, whatever their servers say. */
async function* modelChecks(config: EngineConfig): AsyncGenerator<Check, boolean> {
  try {
    await checkModels(config);
  } catch (error) {
    yield wrong(`configuration: ${messageOf(error)}`);
    return false;
  }
  yield await probed('language model', async () => {
    const probe = await probeLanguageModel(config);
    if (probe === undefined) return 'none, answers are extracts';
    return `${probe.vendor}, ${probe.model}, first word after ${probe.firstTokenMs} ms`;
  });
  yield await probed('embeddings', async () => {
    const probe = await probeEmbeddings(config);
    if (probe === undefined) return 'local';
    return `${probe.vendor}, ${probe.model}, dimension ${probe.dimension}, ${probe.ms} ms`;
  });
  return true;
}

async function probed(name: string, probe: () => Promise<string>): Promise<Check> {
  try {
    return good(`${name}: ${await probe()}`);
  } catch (error) {
    return wrong(`${name}: ${messageOf(error)}`);
  }
}

async function* indexChecks(config: EngineConfig): AsyncGenerator<Check> {
  const warnings: WenjuError[] = [];
  const progress = buildProgress(process.stderr);
  const start = performance.now();
  try {
    const { snapshot, isOfFolder } = await createApp(config, {
      state: 'read',
      onProgress: progress.update,
      onWarning: (warning) => warnings.push(warning),
    });
    progress.stop();
    const { corpus, id, builtFrom } = snapshot;
    yield good(`corpus ${config.corpusDir}: ${counted(corpus.documents.length, 'document')}`);
    for (const problem of corpus.problems) yield wrong(`corpus: ${problem.message}`);
    yield good(`glossary: ${corpus.glossary.entities.length} entries`);
    for (const warning of warnings) yield wrong(`index: ${warning.message}`);
    const took = `${builtFrom === 'disk' ? 'loaded' : 'built'} in ${Math.round(performance.now() - start)} ms`;
    if (!isOfFolder)
      yield note('index: one from before is served, not that of the corpus folder (wenju history)');
    yield good(`index: ${counted(corpus.passages.length, 'passage')}, ${took}, snapshot ${id}`);
    const saved = (await savedIndexes(config)).length;
    yield good(`snapshots: ${saved} on the disk`);
  } catch (error) {
    progress.stop();
    yield wrong(error instanceof WenjuError ? error.message : `index: ${messageOf(error)}`);
  }
}

async function portCheck({ host, port }: Config): Promise<Check> {
  const address = `${host}:${port}`;
  const failure = await listenFailure(host, port);
  if (failure === undefined) return good(`port: ${address} is free`);
  if (failure.code !== 'EADDRINUSE') {
    return wrong(`port: can't listen on ${address} (${failure.message}); set HOST and PORT to others`);
  }
  if (await isRunning(serverAddress(host, port))) return good(`port: a server answers at ${address}`);
  return wrong(`port: ${address} is in use by another program; set PORT to another one`);
}

function listenFailure(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
