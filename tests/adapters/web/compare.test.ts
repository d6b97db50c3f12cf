import { beforeAll, describe, expect, it } from 'vitest';
import type { CompareModels } from '../../../adapters/web/compare.js';
import type { WebService } from '../../../adapters/web/index.js';
import { errorCode } from './events.js';
import { webServer, webService } from './web-server.js';

const TOKEN = 'made-up-token';
const NOTHING: CompareModels = async (question) => ({ question, snapshot: 's', passages: [], models: [] });

describe('POST /api/compare', () => {
  let service: WebService;

  beforeAll(async () => {
    service = await webService();
  });

  async function post(body: unknown, { compare = NOTHING, token = TOKEN, perMinute = 0 } = {}) {
    const { address } = await webServer({
      current: () => ({ ...service, compare }),
      adminToken: TOKEN,
      rateLimitPerMinute: perMinute,
    });
    const send = (): Promise<Response> =>
      fetch(`${address}/api/compare`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    return { send, response: await send() };
  }

  it('gives what the models made of the question', async () => {
    const asked: unknown[] = [];
    const compare: CompareModels = async (...all) => {
      asked.push(all.slice(0, 2));
      return NOTHING(...all);
    };
    const { response } = await post({ question: '谁？', with: ['qwen', 'ernie'] }, { compare });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ question: '谁？', models: [] });
    expect(asked).toEqual([['谁？', ['qwen', 'ernie']]]);
  });

  it.each([
    [{ question: '谁？' }, 400],
    [{ question: '谁？', with: [] }, 400],
    [{ question: '谁？', with: ['Q W'] }, 400],
    [{ question: '谁？', with: Array.from({ length: 13 }, () => 'qwen') }, 400],
    [{ question: ' ', with: ['qwen'] }, 400],
    [{ question: '问'.repeat(2001), with: ['qwen'] }, 413],
  ])('refuses %j', async (body, status) => {
    const { response } = await post(body);
    expect(response.status).toBe(status);
    await errorCode(response);
  });

  it('is for admins, and not too often', async () => {
    const { response } = await post({ question: '谁？', with: ['qwen'] }, { token: 'other' });
    expect(response.status).toBe(401);
    const { send } = await post({ question: '谁？', with: ['qwen'] }, { perMinute: 1 });
    expect((await send()).status).toBe(429);
  });
});
