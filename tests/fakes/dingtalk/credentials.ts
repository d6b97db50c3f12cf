/** What the fake takes for an application's own. */
export const CLIENT_ID = 'ding-made-up';
export const CLIENT_SECRET = 'secret-made-up-0123456789';
export const TEMPLATE_ID = 'template-made-up.schema';
