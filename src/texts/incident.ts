import { incidentEn } from './en/incident.js';
import type { IncidentTexts } from './incident-texts.js';
import type { Language } from './language.js';
import { incidentRu } from './ru/incident.js';

const tables: Readonly<Record<Language, IncidentTexts>> = { en: incidentEn, ru: incidentRu };

export function incidentTexts(language: Language): IncidentTexts {
  return tables[language];
}
