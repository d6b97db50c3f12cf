import type { Logger } from 'pino';
import type { LogLevel } from './config.js';

export type { Logger };

const REDACTED = '[redacted]';
/** Fields that hold secrets by their name, wherever they turn up. */
const SECRET_FIELDS = ['authorization', 'cookie', 'token', 'apiKey', 'botToken', 'appToken', 'signingSecret'];
const MORE_SECRET_FIELDS = ['clientSecret', 'adminToken', 'password', 'secret', 'secrets'];
/** A shorter value would turn up in innocent text all the time, and hides nothing. */
const SHORTEST_SECRET = 4;

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Values that never appear in a line, whatever field or message they come in. */
  readonly secrets?: readonly string[];
  /** Takes the lines. @default standard error */
  readonly destination?: { write(line: string): unknown };
}

/** A logger of JSON lines. pino is loaded with it. */
export async function createLogger({ level, secrets = [], destination }: LoggerOptions): Promise<Logger> {
  // The bundle gives a CommonJS package its default export only.
  const { default: pino } = await import('pino');
  const forms = secretForms(secrets);
  const fields = [...SECRET_FIELDS, ...MORE_SECRET_FIELDS];
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: fields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: REDACTED },
      hooks: {
        streamWrite: (line) => forms.reduce((rest, form) => rest.replaceAll(form, REDACTED), line),
      },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

/** The ways in which a secret can stand in a line of JSON, longest first. */
function secretForms(secrets: readonly string[]): string[] {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
