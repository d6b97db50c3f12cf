/** The page at `/`: the conversation. Nothing that comes from a document is ever taken for HTML. */
import { Chat } from './chat/chat.js';
import { Talk } from './chat/talk.js';
import { EvidencePanel } from './evidence/evidence-panel.js';
import { setUpFrame } from './shell/page-frame.js';

setUpFrame('chatTitle');
new Chat(new Talk(tabStorage()), new EvidencePanel());

/** Nothing where the browser has its storage switched off. */
function tabStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
