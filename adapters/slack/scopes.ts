/** What the bot token must be allowed, as `manifest.yaml` asks for it; the manifest says why for each. */
export const NEEDED_SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'chat:write',
  'commands',
  'groups:history',
  'im:history',
] as const;
