import { type ServerEvent, serverEvents } from '../../../src/cli/server-events.js';

/** All events of a response, which has to end. */
export async function eventsOf(response: Response): Promise<ServerEvent[]> {
  if (response.body === null) throw new Error('the response has no body');
  const events: ServerEvent[] = [];
  for await (const event of serverEvents(response.body)) events.push(event);
  return events;
}

export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

/** The code of a refusal, whose body is that of every error. */
export async function errorCode(response: Response): Promise<string> {
  const body = (await response.json()) as ErrorBody;
  if (Object.keys(body).join() !== 'error' || Object.keys(body.error).join() !== 'code,message') {
    throw new Error(`not the body of an error: ${JSON.stringify(body)}`);
  }
  if (body.error.message === '') throw new Error('the error has no message');
  return body.error.code;
}
