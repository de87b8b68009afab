/** Texts of `comwatch doctor`, made from the observations and advice of its steps. */
import type { Advice } from '../core/doctor/advice.js';
import type { Seen } from '../core/doctor/seen.js';
import type { StepId } from '../core/doctor/step-id.js';
import { adviceEn } from './en/doctor/advice.js';
import { machineEn } from './en/doctor/machine.js';
import { doingEn, stepEn } from './en/doctor/steps.js';
import { worldEn } from './en/doctor/world.js';
import type { Language } from './language.js';
import { adviceRu } from './ru/doctor/advice.js';
import { machineRu } from './ru/doctor/machine.js';
import { doingRu, stepRu } from './ru/doctor/steps.js';
import { worldRu } from './ru/doctor/world.js';

const seenTables = {
  en: { ...machineEn, ...worldEn },
  ru: { ...machineRu, ...worldRu },
} as const;

const adviceTables = { en: adviceEn, ru: adviceRu } as const;
const stepTables = { en: stepEn, ru: stepRu } as const;
const doingTables = { en: doingEn, ru: doingRu } as const;

export function seenText(seen: Seen, language: Language): string {
  const word = seenTables[language][seen.kind] as (seen: Seen) => string;
  return word(seen);
}

export function adviceText(advice: Advice, language: Language): string {
  const word = adviceTables[language][advice.kind] as (advice: Advice) => string;
  return word(advice);
}

/** Its name, and its activity while it runs. */
export function stepText(
  id: StepId,
  language: Language,
): { readonly name: string; readonly doing: string } {
  return { name: stepTables[language][id], doing: doingTables[language][id] };
}
