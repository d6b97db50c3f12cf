/** The package declares no types for its dictionary files. */
declare module 'opencc-js/dict/TSCharacters' {
  /** `traditional simplified` pairs with a `|` between them. */
  const dictionary: string;
  export default dictionary;
}
