/** The exit code of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Has the first Ctrl-C do something; the second ends the program.
 * @returns what puts things back as they were
 */
export function onInterrupt(first: () => void): () => void {
  let isFirst = true;
  const listen = (): void => {
    if (!isFirst) process.exit(INTERRUPTED);
    isFirst = false;
    first();
  };
  process.on('SIGINT', listen);
  return () => process.off('SIGINT', listen);
}
