/** Finds texts for people in a source file: they belong in src/texts. */
import ts from 'typescript';

export interface FoundWords {
  readonly line: number;
  /** `pair`: a text in each language beside each other. */
  readonly kind: 'russian' | 'english' | 'pair';
  readonly text: string;
}

const RUSSIAN = /[а-яё]/i;
/** Two words in a row, neither a name in capitals nor a part of a path or a selector. */
const ENGLISH = /(?<![\w$.\-/\\"'=])[a-z]{2,} [a-z]{2,}(?![\w\-/\\=(])/i;

/** @param source TypeScript; comments, types and the messages of thrown errors are ignored */
export function peopleWordsIn(source: string): FoundWords[] {
  const file = ts.createSourceFile('looked-at.ts', source, ts.ScriptTarget.Latest, true);
  const found: FoundWords[] = [];
  const add = (node: ts.Node, kind: FoundWords['kind'], text: string) =>
    found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, kind, text });
  const visit = (node: ts.Node): void => {
    if (isOutOfSight(node)) return;
    if (ts.isObjectLiteralExpression(node) && isPair(node)) add(node, 'pair', node.getText());
    const text = textOf(node);
    if (text !== undefined && RUSSIAN.test(text)) add(node, 'russian', text);
    else if (text !== undefined && ENGLISH.test(text)) add(node, 'english', text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Every text of a source file, each part of a template separately; keys are excluded. */
export function literalsIn(source: string): string[] {
  const file = ts.createSourceFile('looked-at.ts', source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isOutOfSight(node)) return;
    if (ts.isPropertyAssignment(node)) {
      visit(node.initializer);
      return;
    }
    const text = textOf(node);
    if (text !== undefined) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** An internal error is in English, for the developer who fixes it; types contain no words. */
function isOutOfSight(node: ts.Node): boolean {
  const isError = ts.isNewExpression(node) && /Error$/.test(node.expression.getText());
  return isError || ts.isTypeNode(node) || ts.isImportDeclaration(node);
}

function isPair(node: ts.ObjectLiteralExpression): boolean {
  const texts = node.properties.filter(
    (each) =>
      ts.isPropertyAssignment(each) &&
      /^['"]?(ru|en)['"]?$/.test(each.name.getText()) &&
      (ts.isStringLiteralLike(each.initializer) || ts.isTemplateExpression(each.initializer)),
  );
  return texts.length === 2;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node)) return node.text;
  const isPart = ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node);
  if (isPart) return node.text;
  // A word as the key of a table.
  return ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) ? node.name.text : undefined;
}
