/**
 * The COM transaction as the configuration writes it, one method per template:
 *
 *     Authorize({login}, {password}, "server", {sysname}, "", 0, out error, out session)
 *
 * Arguments: a text in double quotes (a doubled quote within is one), a whole number, true or false, a placeholder in
 * braces, or `out name`, with `: string`, `: variant` or `: int` after it when the server's own type information does
 * not tell.
 */

export type OutType = 'auto' | 'string' | 'variant' | 'int';

export type Placeholder = 'login' | 'password' | 'sysname' | 'session';

export type Argument =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'int'; readonly number: number }
  | { readonly kind: 'bool'; readonly truth: boolean }
  | { readonly kind: 'placeholder'; readonly name: Placeholder }
  | { readonly kind: 'out'; readonly name: string; readonly type: OutType };

export interface MethodTemplate {
  readonly method: string;
  readonly arguments: readonly Argument[];
}

export interface Transaction {
  readonly authorize: MethodTemplate;
  readonly sessionInfo: MethodTemplate;
  readonly logOut: MethodTemplate;
}

/** Required and allowed content of a template. */
export interface TemplateRules {
  readonly placeholders: readonly Placeholder[];
  readonly outs: readonly string[];
  readonly required: readonly string[];
}

export const templateRules = {
  authorize: {
    placeholders: ['login', 'password', 'sysname'],
    outs: ['error', 'session'],
    required: ['session'],
  },
  sessionInfo: { placeholders: ['session'], outs: ['info'], required: [] },
  logOut: { placeholders: ['session'], outs: [], required: [] },
} as const satisfies Record<keyof Transaction, TemplateRules>;

export type TemplateFault =
  | 'method-name'
  | 'open-bracket'
  | 'close-bracket'
  | 'argument'
  | 'text-not-closed'
  | 'number-range'
  | 'unknown-placeholder'
  | 'unknown-out'
  | 'out-twice'
  | 'unknown-type'
  | 'missing-out'
  | 'after-end';

export type TemplateAnswer =
  | { readonly ok: true; readonly template: MethodTemplate }
  | {
      readonly ok: false;
      /** 1-based, in the text of the template. */
      readonly column: number;
      readonly fault: TemplateFault;
      /** The words that are accepted here. */
      readonly expected: readonly string[];
    };

class Fault extends Error {
  readonly at: number;
  readonly fault: TemplateFault;
  readonly expected: readonly string[];

  constructor(at: number, fault: TemplateFault, expected: readonly string[] = []) {
    super(fault);
    this.at = at;
    this.fault = fault;
    this.expected = expected;
  }
}

const OUT_TYPES: readonly OutType[] = ['string', 'variant', 'int'];
const LARGEST_INT = 2_147_483_647;

export function parseTemplate(text: string, rules: TemplateRules): TemplateAnswer {
  try {
    return { ok: true, template: new TemplateReader(text, rules).read() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ok: false, column: error.at + 1, fault: error.fault, expected: error.expected };
  }
}

/** The template as the configuration writes it. */
export function writeTemplate({ method, arguments: list }: MethodTemplate): string {
  return `${method}(${list.map(writeArgument).join(', ')})`;
}

function writeArgument(argument: Argument): string {
  switch (argument.kind) {
    case 'text':
      return `"${argument.text.replaceAll('"', '""')}"`;
    case 'int':
      return String(argument.number);
    case 'bool':
      return String(argument.truth);
    case 'placeholder':
      return `{${argument.name}}`;
    case 'out':
      return `out ${argument.name}${argument.type === 'auto' ? '' : `: ${argument.type}`}`;
  }
}

class TemplateReader {
  readonly #text: string;
  readonly #rules: TemplateRules;
  readonly #outs: string[] = [];
  #at = 0;

  constructor(text: string, rules: TemplateRules) {
    this.#text = text;
    this.#rules = rules;
  }

  read(): MethodTemplate {
    this.#space();
    const method = this.#match(/[\p{L}_][\p{L}\p{N}_]*/uy);
    if (method === undefined) throw new Fault(this.#at, 'method-name');
    this.#space();
    if (!this.#take('(')) throw new Fault(this.#at, 'open-bracket', ['(']);
    const list: Argument[] = [];
    this.#space();
    if (!this.#take(')')) {
      do {
        list.push(this.#argument());
        this.#space();
      } while (this.#take(','));
      if (!this.#take(')')) throw new Fault(this.#at, 'close-bracket', [',', ')']);
    }
    this.#space();
    if (this.#at < this.#text.length) throw new Fault(this.#at, 'after-end');
    const missing = this.#rules.required.filter((each) => !this.#outs.includes(each));
    if (missing.length > 0) {
      const expected = missing.map((each) => `out ${each}`);
      throw new Fault(this.#text.length, 'missing-out', expected);
    }
    return { method, arguments: list };
  }

  #argument(): Argument {
    this.#space();
    const start = this.#at;
    if (this.#text[start] === '"') return { kind: 'text', text: this.#quoted() };
    if (this.#text[start] === '{') return this.#placeholder();
    const number = this.#match(/-?\d+(?![\p{L}\p{N}_])/uy);
    if (number !== undefined) {
      const value = Number(number);
      if (Math.abs(value) > LARGEST_INT) throw new Fault(start, 'number-range');
      return { kind: 'int', number: value };
    }
    const word = this.#match(/[a-z]+/iy)?.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'bool', truth: word === 'true' };
    if (word === 'out') return this.#out();
    throw new Fault(start, 'argument', ['"..."', '{...}', '0', 'true', 'false', 'out ...']);
  }

  #quoted(): string {
    const start = this.#at;
    const found = this.#match(/"((?:[^"]|"")*)"/y);
    if (found === undefined) throw new Fault(start, 'text-not-closed', ['"']);
    return found.slice(1, -1).replaceAll('""', '"');
  }

  #placeholder(): Argument {
    const start = this.#at;
    const found = this.#match(/\{\s*[^{}]*\}/y)
      ?.slice(1, -1)
      .trim()
      .toLowerCase();
    const name = this.#rules.placeholders.find((each) => each === found);
    if (name === undefined) {
      const expected = this.#rules.placeholders.map((each) => `{${each}}`);
      throw new Fault(start, 'unknown-placeholder', expected);
    }
    return { kind: 'placeholder', name };
  }

  #out(): Argument {
    this.#space();
    const start = this.#at;
    const found = this.#match(/[a-z_]+/iy)?.toLowerCase();
    const name = this.#rules.outs.find((each) => each === found);
    if (name === undefined) throw new Fault(start, 'unknown-out', this.#rules.outs);
    if (this.#outs.includes(name)) throw new Fault(start, 'out-twice');
    this.#outs.push(name);
    this.#space();
    if (!this.#take(':')) return { kind: 'out', name, type: 'auto' };
    this.#space();
    const typeAt = this.#at;
    const word = this.#match(/[a-z]+/iy)?.toLowerCase();
    const type = OUT_TYPES.find((each) => each === word);
    if (type === undefined) throw new Fault(typeAt, 'unknown-type', OUT_TYPES);
    return { kind: 'out', name, type };
  }

  #space(): void {
    this.#match(/\s+/y);
  }

  #take(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at++;
    return true;
  }

  /** @param pattern a sticky one */
  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}
