import { ChatOpenAI } from '@langchain/openai';
import { type FakeOpenAi, type ScriptedAnswer, startOpenAiServer } from '../../fakes/openai-server.js';

/** LangChain's own client of a server that answers by script. */
export interface ScriptedModel {
  readonly model: ChatOpenAI;
  readonly server: FakeOpenAi;
}

/** @param respond what is answered to a prompt: its rules and what the user says */
export async function scriptedModel(
  respond: (rules: string, asked: string) => ScriptedAnswer | Promise<ScriptedAnswer>,
): Promise<ScriptedModel> {
  const server = await startOpenAiServer(({ messages }) =>
    respond(messages[0]?.content ?? '', messages.at(-1)?.content ?? ''),
  );
  const model = new ChatOpenAI({
    model: 'fake-model',
    apiKey: 'not-a-key',
    maxRetries: 0,
    streamUsage: true,
    configuration: { baseURL: server.url },
  });
  return { model, server };
}

/** The number of the passage that holds a text, in a prompt; 0 where none does. */
export function passageWith(asked: string, part: string): number {
  for (const [, n, text = ''] of asked.matchAll(/<passage n="(\d+)"[^>]*>\n([\s\S]*?)\n<\/passage>/g)) {
    if (text.includes(part)) return Number(n);
  }
  return 0;
}
