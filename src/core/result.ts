/** Result of an operation that may fail in an expected way: a value, or the reason why there is none. */
export type Result<Value, Why> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Why };

export function success<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function failure<Why>(reason: Why): { readonly ok: false; readonly reason: Why } {
  return { ok: false, reason };
}
