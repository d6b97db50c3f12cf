/** What is taken from a file of unknown origin. Whoever has more splits it. */

const MIB = 1024 * 1024;

/** The largest PDF and DOCX file, and the largest web page: a page is text alone. */
export const LARGEST_BINARY_BYTES = 64 * MIB;
export const LARGEST_PAGE_BYTES = 16 * MIB;
/** What all parts of a DOCX file may unpack to, and how many they may be. */
export const LARGEST_UNPACKED_BYTES = 256 * MIB;
export const MOST_ZIP_ENTRIES = 10_000;
/** What of that may be markup: reading it takes a hundred times as much memory. Books have less. */
export const LARGEST_MARKUP_BYTES = 32 * MIB;
/** Pages of a PDF. */
export const MOST_PAGES = 3_000;
/** Elements of a web page, and how deep they are nested: the extractor's time grows with the cube of that. */
export const MOST_ELEMENTS = 200_000;
export const DEEPEST_ELEMENT = 250;
/** Columns of a table, and cells with those that merged ones stand for. */
export const MOST_COLUMNS = 200;
export const MOST_CELLS = 100_000;
/** Files of one call. */
export const MOST_FILES = 20_000;
