/**
 * The web adapter: a local page, the HTTP API, the metrics and the health checks.
 * May import src/chat, the types of src/serving and src/answer, errors, and the types of log and metrics.
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { messageOf, WenjuError } from '../../src/errors.js';
import {
  ARRIVAL_MS,
  HEADERS_MS,
  LARGEST_HEAD,
  LONGEST_ARRIVAL_MS,
  REQUEST_MS,
  STOP_GRACE_MS,
} from './limits.js';
import { type RouteOptions, routes } from './routes.js';

export type { WebService } from './routes.js';

export interface WebAdapterOptions extends RouteOptions {
  /** 0: any free one. */
  readonly port: number;
  /** How long answers in flight may take once it is told to stop, in milliseconds. @default 10000 */
  readonly stopGraceMs?: number;
  /** How long a sender may take for the head of a request, and for all of it, in milliseconds. */
  readonly arrivalMs?: { readonly headers: number; readonly request: number };
}

export interface WebAdapter {
  readonly name: 'web';
  /**
   * Starts listening.
   * @returns the page's address
   * @throws WenjuError `cannot-listen`
   */
  start(): Promise<string>;
  /** Takes no more requests, waits for the answers in flight, and then closes what is left. */
  stop(): Promise<void>;
}

export function createWebAdapter(options: WebAdapterOptions): WebAdapter {
  const { host, port, log, metrics, stopGraceMs = STOP_GRACE_MS } = options;
  const { headers, request } = options.arrivalMs ?? { headers: HEADERS_MS, request: REQUEST_MS };
  const server = createServer(
    {
      maxHeaderSize: LARGEST_HEAD,
      headersTimeout: headers,
      requestTimeout: request,
      connectionsCheckingInterval: Math.min(headers, request) / 4,
    },
    getRequestListener(routes(options).fetch, { overrideGlobalObjects: false }),
  );
  const connections = new Connections(server);
  return {
    name: 'web',
    start: async () => {
      await listen(server, host, port);
      const address = addressOf(server, host);
      metrics.adapter('web', true);
      log.info({ address }, 'listening');
      return address;
    },
    stop: async () => {
      if (!server.listening) return;
      metrics.adapter('web', false);
      await arrivedRequests(connections);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      connections.closeIdle();
      const deadline = setTimeout(() => server.closeAllConnections(), stopGraceMs);
      await closed;
      clearTimeout(deadline);
    },
  };
}

/**
 * Knows which connections have an answer in flight. Node's own `closeIdleConnections` leaves those open that
 * have not sent anything yet (a browser opens some in advance), and one that is kept alive after its answer.
 */
class Connections {
  /** How many connections and requests have come so far. */
  arrivals = 0;
  private isClosing = false;
  private readonly open = new Set<Socket>();
  private readonly inFlight = new Map<Socket, ServerResponse>();

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.arrivals++;
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
    });
    server.on('request', ({ socket }, response) => {
      this.arrivals++;
      this.inFlight.set(socket, response);
      response.once('close', () => {
        if (this.inFlight.get(socket) !== response) return;
        this.inFlight.delete(socket);
        // A stream that began before has promised to keep its connection.
        if (this.isClosing) socket.end();
      });
    });
  }

  /** Closes those without an answer in flight now, and the others after theirs. */
  closeIdle(): void {
    this.isClosing = true;
    for (const socket of this.open) {
      const response = this.inFlight.get(socket);
      if (response === undefined) socket.destroy();
      else if (!response.headersSent) response.setHeader('Connection', 'close');
    }
  }
}

/**
 * Waits until what has reached this machine is read, for closing before that would cut off its sender: while
 * answers keep the process busy, it accepts a connection or two in each turn of the event loop.
 */
async function arrivedRequests(connections: Connections): Promise<void> {
  const end = performance.now() + LONGEST_ARRIVAL_MS;
  for (let before = -1; before !== connections.arrivals && performance.now() < end; ) {
    before = connections.arrivals;
    await sleep(ARRIVAL_MS);
    await setImmediate();
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => {
      reject(new WenjuError('cannot-listen', whyNot(error, host, port), error));
    };
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function whyNot(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is in use; set PORT to another one, or to 0 for any free one`;
    case 'EACCES':
      return `port ${port} is not for ordinary users; set PORT to one above 1023`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address ${host}; set HOST to one of its own, or to 127.0.0.1`;
    default:
      return `can't listen on ${host}, port ${port}: ${messageOf(error)}`;
  }
}

/** What a browser on this machine opens. */
function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`;
}
