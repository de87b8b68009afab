/** Finds every duration that something is waited for, by where it ends up: in a timer, a deadline, a call that takes one. */
import { posix } from 'node:path';
import ts from 'typescript';

/** Where a duration is used, by the name of what is called and the position of the argument. */
const TAKEN_BY: Readonly<Record<string, readonly number[]>> = {
  setTimeout: [1],
  setInterval: [1],
  timeout: [0],
  after: [0],
  sleep: [0],
  within: [1],
  every: [1],
  pause: [1],
  call: [2],
};

/** Parameters and properties that hold a duration to be waited for, whoever takes them. */
const NAME =
  /^(?:deadline|within|grace|giveUp|timeout)Ms$|(?:Deadline|Timeout|GiveUp|Grace)Ms$|^timeout$|Timeout$/;
/** Instants; and the settings of operators, which have defaults and limits of their own. */
const INSTANT = /^(?:monotonicMs|wallMs|nowMs|untilMs|slotMs|witerezultMs|activationTimeoutMs)$/;
const CONSTANT = /^[A-Z][A-Z0-9_]*$/;

const UNIT = /(?:^ms|Ms|S|[tT]imeout|[dD]eadlines)$/;
const KINDS = new Set([
  ts.SyntaxKind.CallExpression,
  ts.SyntaxKind.NewExpression,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.Parameter,
  ts.SyntaxKind.PropertyDeclaration,
  ts.SyntaxKind.BindingElement,
  ts.SyntaxKind.BinaryExpression,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.ArrowFunction,
]);
const COMPARISONS = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
]);

/**
 * Every duration of the given sources (path -> text) that is waited for, as `file NAME` or, in place, `file 5_000`; sorted. What
 * comes from a caller is followed to it by the name of the function, or of the property, that takes it.
 */
export function findWaits(sources: ReadonlyMap<string, string>): string[] {
  const search = new Search();
  for (const [file, text] of sources) search.add(file, text);
  return search.run();
}

class Search {
  readonly #places: ts.Node[] = [];
  readonly #found = new Set<string>();
  /** Functions that take a duration, and the positions of it. */
  readonly #taken = new Map(Object.entries(TAKEN_BY).map(([name, at]) => [name, new Set(at)]));
  /** Properties that hold one. */
  readonly #held = new Set<string>();
  #grew = true;

  add(file: string, text: string): void {
    const collect = (node: ts.Node): void => {
      if (KINDS.has(node.kind)) this.#places.push(node);
      ts.forEachChild(node, collect);
    };
    collect(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  }

  run(): string[] {
    while (this.#grew) {
      this.#grew = false;
      for (const node of this.#places) this.#look(node);
    }
    return [...this.#found].sort();
  }

  #look(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const called = calledName(node.expression);
      // socket.setTimeout(ms), but setTimeout(run, ms).
      const isOfSocket = called === 'setTimeout' && ts.isPropertyAccessExpression(node.expression);
      for (const index of isOfSocket ? [0] : (this.#taken.get(called) ?? [])) {
        const argument = node.arguments?.[index];
        if (argument) this.#trace(argument, called in TAKEN_BY);
      }
    } else if (ts.isPropertyAssignment(node)) {
      if (this.#isHeld(node.name)) this.#trace(node.initializer, NAME.test(nameOf(node.name)));
    } else if (ts.isShorthandPropertyAssignment(node)) {
      if (this.#isHeld(node.name)) this.#trace(node.name, NAME.test(nameOf(node.name)));
    } else if (ts.isParameter(node)) {
      if (ts.isIdentifier(node.name) && NAME.test(node.name.text)) this.#take(node);
    } else if (ts.isPropertyDeclaration(node)) {
      if (node.initializer && this.#isHeld(node.name)) this.#trace(node.initializer);
    } else if (ts.isBindingElement(node)) {
      const isHeld = this.#isHeld(node.propertyName ?? node.name);
      if (node.initializer && isHeld) this.#trace(node.initializer);
    } else if (ts.isBinaryExpression(node)) this.#lookAtParts(node);
    else if (ts.isFunctionLike(node)) this.#lookAtReturned(node);
  }

  /** What a function or a getter gives that a duration is taken from. */
  #lookAtReturned(node: ts.SignatureDeclaration): void {
    const name = calledAs(node);
    if (name === '' || !this.#held.has(name) || !('body' in node) || !node.body) return;
    const trace = (each: ts.Node): void => {
      if (ts.isReturnStatement(each) && each.expression) this.#trace(each.expression, false);
      else if (!ts.isFunctionLike(each)) ts.forEachChild(each, trace);
    };
    if (ts.isBlock(node.body)) trace(node.body);
    else this.#trace(node.body, false);
  }

  #lookAtParts({ operatorToken: { kind }, left, right }: ts.BinaryExpression): void {
    if (kind === ts.SyntaxKind.EqualsToken) {
      if (ts.isPropertyAccessExpression(left) && this.#isHeld(left.name)) this.#trace(right);
    } else if (kind === ts.SyntaxKind.PlusToken) {
      if (isReading(left)) this.#trace(right);
      if (isReading(right)) this.#trace(left);
    } else if (COMPARISONS.has(kind)) {
      if (isAge(left)) this.#trace(right);
      if (isAge(right)) this.#trace(left);
    }
  }

  /** Notes what a duration is made of; what comes from a caller is looked for there. */
  #trace(node: ts.Node, isSure = true): void {
    if (ts.isNumericLiteral(node)) {
      const isOne = Number(node.text) > 1;
      if (isOne) this.#found.add(`${fileOf(node)} ${node.getText()}`);
    } else if (ts.isIdentifier(node)) this.#traceName(node, isSure);
    else if (ts.isPropertyAccessExpression(node)) {
      const root = rootNode(node);
      if (CONSTANT.test(nameOf(root))) this.#trace(root, isSure);
      else if (nameOf(root) !== 'Number') this.#hold(durationOf(node), isSure);
    } else if (ts.isElementAccessExpression(node)) this.#trace(node.expression, isSure);
    else if (ts.isBinaryExpression(node)) this.#traceParts(node, isSure);
    else if (ts.isConditionalExpression(node)) {
      this.#trace(node.whenTrue, isSure);
      this.#trace(node.whenFalse, isSure);
    } else if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) {
      this.#trace(node.expression, isSure);
    } else if (ts.isCallExpression(node)) {
      if (
        ts.isPropertyAccessExpression(node.expression) &&
        nameOf(node.expression.expression) === 'Math'
      )
        for (const each of node.arguments) this.#trace(each, isSure);
      else if (!isReading(node)) this.#hold(calledNode(node.expression), isSure);
    }
  }

  #traceParts(node: ts.BinaryExpression, isSure: boolean): void {
    const { left, right } = node;
    const { kind } = node.operatorToken;
    const isProduct = kind === ts.SyntaxKind.AsteriskToken || kind === ts.SyntaxKind.SlashToken;
    const parts = [left, right];
    const factors = isProduct ? parts.filter((each) => !ts.isNumericLiteral(each)) : parts;
    for (const each of factors.length > 0 ? factors : [left])
      this.#trace(each, isSure && !isProduct);
  }

  #traceName(node: ts.Identifier, isSure: boolean): void {
    const declared = declarationOf(node);
    if (!declared) {
      const origin = importedFrom(node);
      if (origin && UNIT.test(node.text)) this.#found.add(`${origin} ${node.text}`);
    } else if (ts.isParameter(declared)) this.#take(declared, isSure);
    else if (ts.isBindingElement(declared)) {
      this.#hold(declared.propertyName ?? declared.name, isSure);
      if (declared.initializer) this.#trace(declared.initializer, isSure);
    } else if (CONSTANT.test(node.text)) this.#found.add(`${fileOf(declared)} ${node.text}`);
    else if (declared.initializer) this.#trace(declared.initializer, isSure);
  }

  #take(parameter: ts.ParameterDeclaration, isSure = true): void {
    if (parameter.initializer) this.#trace(parameter.initializer, isSure);
    if (this.#isStrange(parameter.name, isSure)) return;
    const name = calledAs(parameter.parent);
    const index = parameter.parent.parameters.indexOf(parameter);
    const at = this.#taken.get(name) ?? new Set<number>();
    if (name === '' || at.has(index)) return;
    this.#taken.set(name, at.add(index));
    this.#grew = true;
  }

  #hold(property: ts.Node, isSure: boolean): void {
    const name = nameOf(property);
    if (INSTANT.test(name) || this.#held.has(name) || this.#isStrange(property, isSure)) return;
    this.#held.add(name);
    this.#grew = true;
  }

  /** A duration whose name does not say so cannot be followed, and is found as it is. */
  #isStrange(name: ts.Node, isSure: boolean): boolean {
    if (UNIT.test(nameOf(name))) return false;
    if (isSure) this.#found.add(`${fileOf(name)} ${nameOf(name)}`);
    return true;
  }

  #isHeld(name: ts.Node): boolean {
    const text = nameOf(name);
    return !INSTANT.test(text) && (NAME.test(text) || this.#held.has(text));
  }
}

const fileOf = (node: ts.Node) => node.getSourceFile().fileName;

function rootNode(node: ts.Expression): ts.Expression {
  return ts.isPropertyAccessExpression(node) ? rootNode(node.expression) : node;
}

/** `deadlines` of `options.deadlines.connect`, else the name of the property. */
function durationOf({ name, expression }: ts.PropertyAccessExpression): ts.Node {
  const isOfTable = ts.isPropertyAccessExpression(expression) && !UNIT.test(nameOf(name));
  return isOfTable && UNIT.test(nameOf(expression.name)) ? expression.name : name;
}

/** Without the sign of a private name. */
const nameOf = (node: ts.Node) =>
  ts.isIdentifier(node) || ts.isPrivateIdentifier(node) ? node.text.replace('#', '') : '';

/** `clock.monotonicMs()` and its like. */
function isReading(node: ts.Expression): boolean {
  return (
    ts.isCallExpression(node) &&
    /^(?:monotonicMs|wallMs|now)$/.test(calledName(node.expression)) &&
    ts.isPropertyAccessExpression(node.expression)
  );
}

/** A reading of a clock less an instant. */
function isAge(node: ts.Expression): boolean {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.MinusToken &&
    isReading(node.left)
  );
}

const calledNode = (node: ts.Expression) =>
  ts.isPropertyAccessExpression(node) ? node.name : node;
const calledName = (node: ts.Expression) => nameOf(calledNode(node));

type Declared = ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement;

/** Where a name was given its value, in the functions around it and then in the file. */
function declarationOf(node: ts.Identifier): Declared | undefined {
  for (let scope = node.parent as ts.Node | undefined; scope; scope = scope.parent) {
    const found = declaredIn(scope, node.text);
    if (found) return found;
  }
  return undefined;
}

function declaredIn(scope: ts.Node, name: string): Declared | undefined {
  if (ts.isFunctionLike(scope)) return declaredAmong(scope.parameters, name);
  if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) return undefined;
  const lists = scope.statements.filter(ts.isVariableStatement);
  return declaredAmong(
    lists.flatMap((each) => [...each.declarationList.declarations]),
    name,
  );
}

function declaredAmong(all: readonly Declared[], name: string): Declared | undefined {
  for (const each of all) {
    if (ts.isIdentifier(each.name)) {
      if (each.name.text === name) return each;
    } else {
      const elements: readonly ts.ArrayBindingElement[] = each.name.elements;
      const found = declaredAmong(elements.filter(ts.isBindingElement), name);
      if (found) return found;
    }
  }
  return undefined;
}

/** The name that a function is called by. */
function calledAs(node: ts.SignatureDeclaration): string {
  if (ts.isConstructorDeclaration(node)) return node.parent.name?.text ?? '';
  if (node.name) return nameOf(node.name);
  const holder = node.parent;
  const isNamed =
    ts.isVariableDeclaration(holder) ||
    ts.isPropertyAssignment(holder) ||
    ts.isPropertyDeclaration(holder) ||
    ts.isPropertySignature(holder);
  return isNamed ? nameOf(holder.name) : '';
}

/** The file that a name is imported from. */
function importedFrom(node: ts.Identifier): string | undefined {
  const source = node.getSourceFile();
  for (const each of source.statements.filter(ts.isImportDeclaration)) {
    const bindings = each.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    if (!bindings.elements.some(({ name }) => name.text === node.text)) continue;
    const path = (each.moduleSpecifier as ts.StringLiteral).text;
    return posix.join(posix.dirname(source.fileName), path.replace(/\.js$/, '.ts'));
  }
  return undefined;
}
