/** What the sections and settings of the configuration are for: a text for each of them, or it does not compile. */
import type { SectionName, tables } from '../config/schema.js';

type Tables = typeof tables;

/** Keys as a file has them. */
type KeyOf<Section extends SectionName> = Extract<
  Tables[Section][keyof Tables[Section]],
  { readonly key: string }
>['key'];

export type SettingTexts = {
  readonly [Section in SectionName]: {
    readonly about: string;
    readonly keys: Readonly<Record<KeyOf<Section>, string>>;
  };
};
