/**
 * The protocol between the agent and a shell. One statement is typed; from then on requests are data that it reads: one
 * ASCII line each, which names an exported command and carries its parameters as Base64 JSON, and one line of answer.
 * Everything else on the shell's output is noise.
 */

export interface WireError {
  /** FullyQualifiedErrorId: unlike the texts, it does not depend on the language of Windows. */
  readonly id: string;
  readonly category: string;
  readonly native: number | null;
  readonly message: string;
}

export interface WireAnswer {
  readonly id: number;
  readonly output: unknown;
  readonly errors: readonly WireError[];
}

export type Parameters = Readonly<Record<string, string | number | boolean | readonly number[]>>;

/** Request 0, which is never sent: its answer means that the shell listens. */
export const LISTENING = 0;

/** The command that reads requests; if PowerShell does not know it, the module was not loaded. */
export const LOOP = 'Start-RequestLoop';

/**
 * The one statement: sets UTF-8, loads the module, listens. Windows PowerShell reports errors in the DOS code page; if
 * the first part is forbidden, they merely stay unreadable.
 */
export function openingStatement(nonce: string, agentPid: number): string {
  const utf8 =
    'try { [Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false) } catch { }';
  return `${utf8}; Import-Module $env:COMWATCH_MODULE; ${LOOP} -Nonce '${nonce}' -AgentId ${agentPid}\n`;
}

/** A word with a space or an end of line in it is no command: the line stays one line of three words. */
export function encodeRequest(id: number, command: string, parameters: Parameters): string {
  const json = Buffer.from(JSON.stringify(parameters), 'utf8').toString('base64');
  return `${id} ${command.replaceAll(/\s/g, '_')} ${json}\n`;
}

const ANSWER = /^([0-9a-f]{16}) (\d{1,15}) (-|[A-Za-z0-9+/=]+) (-|[A-Za-z0-9+/=]+) \.$/;

/** Parses a line as an answer; `undefined` for noise: another nonce, a broken line, bad Base64 or JSON. */
export function parseAnswer(line: string, nonce: string): WireAnswer | undefined {
  const match = ANSWER.exec(line);
  if (!match || match[1] !== nonce) return undefined;
  try {
    return {
      id: Number(match[2]),
      output: decode(match[3] ?? '-'),
      errors: errorsOf(decode(match[4] ?? '-')),
    };
  } catch {
    return undefined;
  }
}

/** Reads the errors of an answer; anything else is omitted, since the executable may be any program. */
function errorsOf(value: unknown): WireError[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null) return [];
    const { id, category, native, message } = each as Record<string, unknown>;
    if (typeof message !== 'string') return [];
    return [{ id: textOf(id), category: textOf(category), native: numberOf(native), message }];
  });
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);

function decode(text: string): unknown {
  return text === '-' ? undefined : JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
}

/** Cuts a stream of chunks into lines, with any line ends; no line may have more than `limit` characters. */
export class LineReader {
  readonly #limit: number;
  #parts: string[] = [];
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that this chunk completes, or `undefined` when a line grows past the limit. */
  push(chunk: string): string[] | undefined {
    const pieces = chunk.split('\n');
    const last = pieces.pop() ?? '';
    const lines: string[] = [];
    for (const piece of pieces) {
      if (this.#length + piece.length > this.#limit) return undefined;
      lines.push(
        this.#take(piece)
          .replace(/^\uFEFF/, '')
          .replace(/\r$/, ''),
      );
    }
    this.#parts.push(last);
    this.#length += last.length;
    return this.#length > this.#limit ? undefined : lines;
  }

  #take(piece: string): string {
    const line = this.#parts.length > 0 ? this.#parts.join('') + piece : piece;
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}
