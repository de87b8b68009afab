import { isDenied, isNotFound } from '../adapters/files/folder.js';
import { statusRefusal } from '../adapters/state/status-file.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { reasonText } from '../texts/reason.js';
import type { Output } from './output.js';

/** Reports that no agent has a status: none is running, or the disk does not take the status of one that is. */
export async function tellNoAgent(
  stateDir: string,
  language: Language,
  output: Output,
): Promise<void> {
  const { steering } = cliTexts(language);
  const refusal = await statusRefusal(stateDir);
  // A folder that does not exist has not been used by any agent yet. A folder closed to this account says nothing about
  // the disk.
  const isUnknown = refusal !== undefined && !isNotFound(refusal) && !isDenied(refusal);
  output.error(
    isUnknown
      ? steering.agentUnknown(stateDir, reasonText(refusal, language))
      : steering.noAgent(stateDir),
  );
}
