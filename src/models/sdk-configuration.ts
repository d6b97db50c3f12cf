import type { ClientOptions } from '@langchain/openai';
import type { Endpoint } from './endpoint.js';

/** The SDK insists on a key; a server that wants none doesn't read it. */
const NO_KEY = 'none';

/** The settings of OpenAI's SDK for a server that mostly isn't OpenAI's. */
export function sdkConfiguration({ baseUrl, apiKey }: Endpoint): {
  readonly apiKey: string;
  readonly configuration: ClientOptions;
} {
  return {
    apiKey: apiKey ?? NO_KEY,
    configuration: {
      baseURL: baseUrl,
      // Else the SDK would send what variables of OpenAI's name say to whoever the vendor is.
      organization: null,
      project: null,
      // It would write whole answers to the console.
      logLevel: 'off',
    },
  };
}
