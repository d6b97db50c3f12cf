import { readConfig } from '../config.js';
import { isRunning, serverAddress } from './running-server.js';

/** A running server that takes orders from here. */
export interface AdminServer {
  readonly address: string;
  readonly token: string;
}

/** The server that answers on `HOST` and `PORT`, where there is one and `ADMIN_TOKEN` is set. */
export async function adminServer(): Promise<AdminServer | undefined> {
  const { host, port, adminToken: token } = readConfig();
  const address = serverAddress(host, port);
  if (token === undefined || port === 0 || !(await isRunning(address))) return undefined;
  return { address, token };
}
