export type Table = Readonly<Record<string, unknown>>;

/** An object of JSON by its keys; `undefined` for anything else. */
export function asTable(value: unknown): Table | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Table)
    : undefined;
}
