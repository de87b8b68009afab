/** Purpose of the sections and settings of the configuration: one without a text does not compile. */
import type { SectionName, tables } from '../config/schema.js';

type Tables = typeof tables;

/** Keys as written in a file. */
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
