import type { Entity, EntityKind, Glossary } from '../corpus/glossary.js';
import type { Snapshot } from '../retrieval/snapshot.js';
import { entityTerm } from '../retrieval/terms.js';
import { dates } from '../text/dates.js';
import { fold } from '../text/fold.js';
import type { Language } from '../text/language.js';
import type { Citation } from './citation.js';

/** A question that a corpus may answer. */
export interface QuestionCandidate {
  readonly text: string;
  /** What it is about; one question about each is enough. */
  readonly topic: string;
  /** How it asks; a few questions of each are enough. */
  readonly form: string;
  /** Whether a citation tells what was asked for: the engine may take less for an answer. */
  readonly isAnsweredBy: (citation: Citation) => boolean;
}

/** A way to ask about a name. */
interface Form {
  readonly name: string;
  readonly kinds: readonly EntityKind[];
  readonly words: Readonly<Record<Language, (name: string) => string>>;
  /** Whether a quotation that names the thing tells what was asked for. */
  readonly isToldBy: (quote: string, entity: Entity, glossary: Glossary) => boolean;
}

const RELEASED =
  /发布|推出|上线|亮相|开放|问世|公布|拿出|發布|上線|開放|公佈|releas|launch|announc|introduc|unveil/iu;
const MADE = new RegExp(
  `${RELEASED.source}|研发|自研|开发|打造|旗下|出品|研發|開發|develop|made by|built`,
  'iu',
);
/** How far a name stands from the verb that it goes with, in UTF-16 units. */
const NEAR_BEFORE = 16;
const NEAR_BEHIND = 12;
/** Behind a name: what follows says what it is. */
const DEFINES =
  /^["”’」』）)]?\s*(?:就?是(?!否|不是)|即|指(?:的是)?|属于|（|\(|：|,? (?:is|are|was) (?:an?|the)\b)/u;

const FORMS: readonly Form[] = [
  {
    name: 'release date',
    kinds: ['model', 'product'],
    words: { zh: (name) => `${name}是什么时候发布的？`, en: (name) => `When was ${name} released?` },
    isToldBy: (quote, entity, glossary) => dates(quote).length > 0 && isReleasedIn(quote, entity, glossary),
  },
  {
    name: 'releases',
    kinds: ['company', 'institution'],
    words: { zh: (name) => `${name}推出了什么？`, en: (name) => `What did ${name} release?` },
    isToldBy: (quote, entity, glossary) =>
      RELEASED.test(quote) &&
      glossary.mentions(quote).some((mention) => glossary.owners(mention.entity).includes(entity)),
  },
  {
    name: 'maker',
    kinds: ['model', 'product'],
    words: { zh: (name) => `${name}是谁推出的？`, en: (name) => `Who makes ${name}?` },
    isToldBy: (quote, entity, glossary) => {
      const owners = glossary.owners(entity);
      return MADE.test(quote) && glossary.mentions(quote).some((mention) => owners.includes(mention.entity));
    },
  },
  {
    name: 'person',
    kinds: ['person'],
    words: { zh: (name) => `${name}是谁？`, en: (name) => `Who is ${name}?` },
    isToldBy: (quote, _, glossary) =>
      glossary.mentions(quote).some(({ entity }) => ['company', 'institution'].includes(entity.kind)),
  },
  {
    name: 'meaning',
    kinds: ['term', 'award', 'benchmark', 'model', 'product', 'place'],
    words: { zh: (name) => `${name}是什么？`, en: (name) => `What is ${name}?` },
    isToldBy: (quote, entity, glossary) =>
      glossary
        .mentions(quote)
        .some((mention) => mention.entity === entity && DEFINES.test(quote.slice(mention.end))),
  },
];

/** The form of a question about a heading. */
export const HEADING_FORM = 'heading';

/** Headings that make a topic, in UTF-16 units. */
const SHORTEST_HEADING = 2;
const LONGEST_HEADING: Readonly<Record<Language, number>> = { zh: 24, en: 60 };
/** Headings that are looked at: a large corpus has many. */
const MOST_HEADINGS = 200;

const HAN = /\p{Script=Han}/u;
const QUESTION = /[？?]\s*$/;
const SENTENCE = /[。！；!;，,、…]/;

/** Questions about the names and headings of a corpus, best first; in the language, as far as there are any. */
export function* questionCandidates(snapshot: Snapshot, language: Language): Generator<QuestionCandidate> {
  yield* aboutNames(snapshot, language);
  yield* aboutHeadings(snapshot, language);
  // Whoever reads the one language of two may know both; a corpus in the other has nothing else.
  yield* aboutHeadings(snapshot, language === 'zh' ? 'en' : 'zh');
}

/** In turn one of each form, about what is named most. */
function* aboutNames(snapshot: Snapshot, language: Language): Generator<QuestionCandidate> {
  const { glossary } = snapshot.corpus;
  const named = glossary.entities
    .map((entity) => ({ entity, count: snapshot.keywords.passageFrequency(entityTerm(entity.name)) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const waiting = FORMS.map((form) => ({
    form,
    entities: named.filter(({ entity }) => form.kinds.includes(entity.kind)).map(({ entity }) => entity),
  }));
  for (let turn = 0; waiting.some(({ entities }) => turn < entities.length); turn++) {
    for (const { form, entities } of waiting) {
      const entity = entities[turn];
      const name = entity && nameIn(entity, language);
      if (entity !== undefined && name !== undefined) yield aboutName(form, entity, name, language, glossary);
    }
  }
}

/** Whether it is the thing itself that a quotation says was released, not one named beside it. */
function isReleasedIn(quote: string, entity: Entity, glossary: Glossary): boolean {
  const mentions = glossary.mentions(quote);
  return mentions.some((mention, i) => {
    if (mention.entity !== entity) return false;
    const previousEnd = mentions[i - 1]?.end ?? 0;
    const before = quote.slice(Math.max(previousEnd, mention.start - NEAR_BEFORE), mention.start);
    return RELEASED.test(before) || RELEASED.test(quote.slice(mention.end, mention.end + NEAR_BEHIND));
  });
}

function aboutName(
  { name: form, words, isToldBy }: Form,
  entity: Entity,
  name: string,
  language: Language,
  glossary: Glossary,
): QuestionCandidate {
  return {
    text: words[language](name),
    topic: entity.name,
    form,
    isAnsweredBy: ({ quote }) =>
      glossary.mentions(quote).some((mention) => mention.entity === entity) &&
      isToldBy(quote, entity, glossary),
  };
}

/** What a thing is called in a question of a language. */
function nameIn({ name, english }: Entity, language: Language): string | undefined {
  if (language === 'zh') return name;
  return english ?? (HAN.test(name) ? undefined : name);
}

function* aboutHeadings({ corpus }: Snapshot, language: Language): Generator<QuestionCandidate> {
  for (const { heading, source } of headings(corpus).slice(0, MOST_HEADINGS)) {
    if (HAN.test(heading) !== (language === 'zh')) continue;
    if (heading.length < SHORTEST_HEADING || heading.length > LONGEST_HEADING[language]) continue;
    for (const text of asQuestions(heading, language)) {
      yield {
        text,
        topic: heading,
        form: HEADING_FORM,
        isAnsweredBy: (citation) =>
          citation.source === source &&
          (fold(citation.quote).includes(fold(heading)) || citation.section.endsWith(heading)),
      };
    }
  }
}

/** Headings and titles, of each document in turn, so that none has the word alone. */
function headings({ documents, passages }: Snapshot['corpus']): { heading: string; source: string }[] {
  const ofDocument = new Map(documents.map(({ source, title }) => [source, new Set([title])]));
  for (const { source, section } of passages) {
    const heading = section.at(-1);
    if (heading !== undefined) ofDocument.get(source)?.add(heading);
  }
  const found: { heading: string; source: string; turn: number }[] = [];
  for (const [source, own] of ofDocument) {
    for (const [turn, heading] of [...own].entries()) found.push({ heading: heading.trim(), source, turn });
  }
  return found.sort((a, b) => a.turn - b.turn);
}

function asQuestions(heading: string, language: Language): string[] {
  if (QUESTION.test(heading)) return [heading];
  if (SENTENCE.test(heading)) return [];
  // “What is Priming the pump?” is no English, while “启动水泵是什么？” is at least Chinese.
  return language === 'zh' ? [`${heading}是什么？`, `介绍一下${heading}。`] : [`Tell me about ${heading}.`];
}
