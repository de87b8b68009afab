import { compilePattern } from '../../src/config/pattern.js';
import type { Pattern } from '../../src/core/judging/pattern.js';

/** Compiles a pattern like the configuration. */
export function pattern(source: string): Pattern {
  const compiled = compilePattern(source);
  if (!compiled.ok) throw new Error(`${source}: ${compiled.reason.kind}`);
  return compiled.value;
}
