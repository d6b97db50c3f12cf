import { once } from 'node:events';
import pc from 'picocolors';
import { messageOf, WenjuError } from '../errors.js';

export type Colors = ReturnType<typeof pc.createColors>;

/** A stream that may be a terminal. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Control characters, with which a document could steer the terminal; line feeds and tabs stay. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Colours for a stream: none unless it is a terminal and NO_COLOR is unset. */
export function colorsFor(stream: Output): Colors {
  return pc.createColors(stream.isTTY === true && pc.isColorSupported);
}

/** Text from a document or a person as it may go to a terminal. */
export function printable(text: string): string {
  return text.replace(CONTROL, '');
}

/** Writes a line, waiting for a slow reader, so that output never piles up in memory. */
export async function writeLine(line: string, stream: Output = process.stdout): Promise<void> {
  if (!stream.write(`${line}\n`)) await once(stream, 'drain');
}

/** Tells of something that doesn't stop the work. */
export function warn(message: string): void {
  process.stderr.write(`wenju: ${onOneLine(message)}\n`);
}

/** Tells of what stopped the work: a line, with its stack when LOG_LEVEL is debug or trace. */
export async function complain(error: unknown): Promise<void> {
  const { isDebugging } = await import('../config.js');
  const isOurs = error instanceof WenjuError;
  warn(isOurs ? error.message : `unexpected: ${messageOf(error)} (LOG_LEVEL=debug shows where)`);
  if (!isDebugging() || !(error instanceof Error)) return;
  process.stderr.write(`${error.stack}\n`);
  if (error.cause instanceof Error) process.stderr.write(`caused by: ${error.cause.stack}\n`);
}

function onOneLine(message: string): string {
  return printable(message.replace(/\s*\n\s*/g, ' ')).trim();
}
