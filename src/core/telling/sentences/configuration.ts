/** The configuration as it was read. */
export type ConfigurationSentence =
  | { readonly kind: 'application-configured'; readonly name: string }
  /** A warning about the file, which is made into words where the file is read. */
  | {
      readonly kind: 'configuration-warning';
      readonly words: { readonly en: string; readonly ru: string };
    };
