import { nameTitle, type ParsedDocument, parsesAlike } from '../corpus/parse-document.js';
import type { CorpusScan } from '../corpus/read-corpus.js';
import type { ScannedFile } from '../corpus/read-files.js';
import { movedDocument } from './moved-document.js';
import type { IndexedDocument, PlacedDocument } from './segment.js';
import type { Snapshot } from './snapshot.js';
import { inSlices, type WorkOptions } from './time-slices.js';

export interface UpdatePlan {
  /** In the order of the corpus: those that are indexed already have their place. */
  readonly documents: readonly (IndexedDocument | PlacedDocument)[];
  /** Documents of the snapshot whose vectors may fit new passages. */
  readonly donors: readonly PlacedDocument[];
}

type Parse = (file: ScannedFile) => ParsedDocument;

/**
 * Finds what of a scan a snapshot has already, by content: files that are as they were, and files that were only
 * moved or renamed. Everything else is parsed.
 */
export async function planUpdate(
  snapshot: Snapshot,
  { files }: CorpusScan,
  parse: Parse,
  options: WorkOptions,
): Promise<UpdatePlan> {
  const { signal } = options;
  const documents: (IndexedDocument | PlacedDocument | undefined)[] = [];
  const claimed = new Set<PlacedDocument>();
  const findSame = (i: number): void => {
    const file = files[i];
    const own = file && snapshot.placedDocument(file.source);
    const isSame = own !== undefined && own.hash === file?.hash;
    if (isSame) claimed.add(own);
    documents.push(isSame ? own : undefined);
  };
  await inSlices('read', files.length, findSame, { signal });
  const unclaimed = snapshot.placed.filter((placed) => !claimed.has(placed));
  const gone = new Map<string, PlacedDocument[]>();
  for (const placed of unclaimed) gone.set(placed.hash, [...(gone.get(placed.hash) ?? []), placed]);
  const changed = files.flatMap((file, i) => (documents[i] === undefined ? [{ file, i }] : []));
  const place = (n: number): void => {
    const { file, i } = changed[n] ?? {};
    if (file === undefined || i === undefined) return;
    documents[i] = takeMoved(file, gone) ?? parsedDocument(file, parse);
  };
  await inSlices('read', changed.length, place, options);
  const hashes = new Set(changed.map(({ file }) => file.hash));
  return {
    documents: documents.filter((document) => document !== undefined),
    // A copy of a file that stays has its vectors too.
    donors: [
      ...unclaimed,
      ...snapshot.placed.filter((placed) => claimed.has(placed) && hashes.has(placed.hash)),
    ],
  };
}

/** A document that is no longer where it was and can be taken as it is for a file. */
function takeMoved(
  file: ScannedFile,
  gone: ReadonlyMap<string, PlacedDocument[]>,
): PlacedDocument | undefined {
  const candidates = gone.get(file.hash);
  const found = candidates?.findIndex((candidate) => staysWhole(candidate, file.source)) ?? -1;
  const [moved] = found < 0 ? [] : (candidates?.splice(found, 1) ?? []);
  return moved === undefined ? undefined : movedDocument(moved, file.source);
}

/** Whether a document would be parsed alike under another source: its title may be that of its file. */
function staysWhole({ document, problems }: PlacedDocument, source: string): boolean {
  if (!parsesAlike(document.source, source) || problems.length > 0) return false;
  const name = nameTitle(document.source);
  return document.title !== name || nameTitle(source) === name;
}

function parsedDocument(file: ScannedFile, parse: Parse): IndexedDocument {
  const { document, passages, problems } = parse(file);
  return { document, passages, hash: file.hash, problems: problems.map(({ message }) => message) };
}
