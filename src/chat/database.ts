import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { messageOf, WenjuError } from '../errors.js';

/** Raised when the tables change; what an older version wrote is then left aside. */
const FORMAT = 1;

/** How long a write waits for another process, in milliseconds. */
const BUSY_MS = 2_000;

const TABLES = `
  CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY,
    adapter TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    changed_at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS message_state ON message (state, changed_at);
  CREATE TABLE IF NOT EXISTS message_key (
    adapter TEXT NOT NULL,
    key TEXT NOT NULL,
    message INTEGER NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    PRIMARY KEY (adapter, key)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS message_key_message ON message_key (message);
  CREATE TABLE IF NOT EXISTS answer (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL,
    question TEXT NOT NULL,
    body TEXT NOT NULL,
    paragraphs TEXT NOT NULL,
    given_at INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS answer_conversation ON answer (conversation, number);
  CREATE INDEX IF NOT EXISTS answer_given ON answer (given_at);
`;

export type Database = Libsql.Database;

/**
 * The chat's own store, `chat-1.db` in `DATA_DIR`: SQLite with a write-ahead log, so that what was written
 * outlives the process, however it ends.
 * @throws WenjuError `not-saved` when it can't be opened
 */
export function openDatabase(dataDir: string): Database {
  try {
    mkdirSync(dataDir, { recursive: true });
    const database = new Libsql(join(dataDir, `chat-${FORMAT}.db`), { timeout: BUSY_MS });
    // A power failure may take the last moments, a killed process nothing: https://sqlite.org/wal.html
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;');
    database.exec(TABLES);
    return database;
  } catch (error) {
    throw new WenjuError(
      'not-saved',
      `the chat's store in ${dataDir} can't be opened (${messageOf(error)}); make DATA_DIR writable, or move its chat-${FORMAT}.db away if it is damaged`,
      error,
    );
  }
}
