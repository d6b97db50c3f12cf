import * as z from 'zod';
import { WenjuError } from '../errors.js';
import { NameMatcher } from './name-matcher.js';

/** What a glossary entry is. */
export const entityKindSchema = z.enum([
  'model',
  'product',
  'company',
  'institution',
  'person',
  'award',
  'benchmark',
  'term',
  'place',
]);
export type EntityKind = z.infer<typeof entityKindSchema>;

/** One row of `glossary.yaml`: a thing that has names. */
export const entitySchema = z.strictObject({
  /** The name that answers use in Chinese. */
  name: z.string().trim().min(1),
  kind: entityKindSchema,
  /** Who makes it; for a person, the organisation; the `name` of another entry. */
  vendor: z.string().trim().min(1).optional(),
  /** The group that a company or an institution belongs to; the `name` of another entry. */
  parent: z.string().trim().min(1).optional(),
  /** The name that answers use in English. */
  english: z.string().trim().min(1).optional(),
  /** All its other names: Chinese, English, old and colloquial. */
  aliases: z.array(z.string().trim().min(1)).default([]),
});
export type Entity = z.infer<typeof entitySchema>;

/** The file `glossary.yaml`. */
export const glossaryFileSchema = z.strictObject({ entries: z.array(entitySchema) });

/** A place where a text names an entity. Offsets are UTF-16 units into that text. */
export interface Mention {
  readonly entity: Entity;
  readonly start: number;
  readonly end: number;
}

/** The things that have names, and where texts name them. */
export class Glossary {
  readonly entities: Entity[];
  private readonly matcher = new NameMatcher<Entity>();
  private readonly byName: ReadonlyMap<string, Entity>;

  /** @throws WenjuError `bad-glossary` for a name of two entries, and a vendor or parent that is no entry */
  constructor(entities: readonly Entity[]) {
    this.entities = [...entities];
    this.byName = new Map(entities.map((entity) => [entity.name, entity]));
    for (const entity of entities) {
      for (const name of this.namesOf(entity)) this.addName(name, entity);
    }
    for (const entity of entities) {
      this.checkOwner(entity, 'vendor');
      this.checkOwner(entity, 'parent');
    }
  }

  /**
   * Where a text names things, in order and without overlaps; of two names in the same place the longer one.
   * Script (Simplified, Traditional), case, width and spacing don't matter. Latin names are whole words.
   */
  mentions(text: string): Mention[] {
    return this.matcher.matches(text).map(({ value: entity, start, end }) => ({ entity, start, end }));
  }

  /** All names of a thing, each once: its Chinese one, its English one, the others. */
  namesOf({ name, english, aliases }: Entity): readonly string[] {
    return [...new Set([name, ...(english === undefined ? [] : [english]), ...aliases])];
  }

  /** The thing of a name, by any of its names. */
  find(name: string): Entity | undefined {
    const trimmed = name.trim();
    const [mention] = this.mentions(trimmed);
    return mention?.start === 0 && mention.end === trimmed.length ? mention.entity : undefined;
  }

  /** Who stands behind a thing, nearest first: its vendor and its parent, theirs, and so on. */
  owners(entity: Entity): readonly Entity[] {
    const found = new Set<Entity>();
    const waiting = [entity];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const name of [next.vendor, next.parent]) {
        const owner = name === undefined ? undefined : this.byName.get(name);
        if (owner === undefined || owner.name === entity.name || found.has(owner)) continue;
        found.add(owner);
        waiting.push(owner);
      }
    }
    return [...found];
  }

  private addName(name: string, entity: Entity): void {
    if (!NameMatcher.isName(name)) {
      throw new WenjuError('bad-glossary', `“${name}” of entry “${entity.name}” has no letter and no digit`);
    }
    const other = this.matcher.add(name, entity);
    if (other === undefined || other === entity) return;
    throw new WenjuError(
      'bad-glossary',
      other.name === entity.name
        ? `“${entity.name}” has two entries: make them one`
        : `“${name}” is a name of two entries, “${other.name}” and “${entity.name}”: remove it from one of them`,
    );
  }

  private checkOwner(entity: Entity, key: 'vendor' | 'parent'): void {
    const owner = entity[key];
    if (owner === undefined || this.byName.has(owner)) return;
    const meant = this.find(owner);
    throw new WenjuError(
      'bad-glossary',
      `the ${key} of entry “${entity.name}”, “${owner}”, is the name of no entry: ${
        meant === undefined ? `add an entry of that name` : `write “${meant.name}”`
      }`,
    );
  }
}
