/** Selectors of what reads a clock or sets a timer, however it is written. Only src/adapters/clock may. */
const reads = '/^(now|timeOrigin|hrtime|uptime)$/';
const timer = '/^set(Timeout|Interval)$/';
const modules = '/^(node:)?(timers|perf_hooks|process)/';

export const clockRule = [
  // Date.now, performance['now'], process.hrtime.bigint
  `MemberExpression[object.name=/^(Date|performance|process)$/]:matches([property.name=${reads}], [property.value=${reads}])`,
  // const { now } = Date
  `VariableDeclarator[init.name=/^(Date|performance|process)$/] > ObjectPattern > Property[key.name=${reads}]`,
  "NewExpression[callee.name='Date'][arguments.length=0]",
  "CallExpression[callee.name='Date']",
  `CallExpression[callee.name=${timer}]`,
  // promisify(setTimeout), const wait = setTimeout, const D = Date
  `CallExpression > Identifier.arguments[name=${timer}]`,
  `VariableDeclarator > Identifier.init[name=/^(Date|performance|set(Timeout|Interval))$/]`,
  'MemberExpression[object.name=/^(globalThis|global)$/]' +
    ':matches([property.name=/^(Date|performance|set)/], [property.value=/^(Date|performance|set)/])',
  "MemberExpression[object.name='AbortSignal'][property.name='timeout']",
  `ImportDeclaration[source.value=${modules}]`,
  `ImportExpression[source.value=${modules}]`,
  "ImportDeclaration[source.value=/^(node:)?os$/] > ImportSpecifier[imported.name='uptime']",
].map((selector) => ({
  selector,
  message: 'Only src/adapters/clock reads a clock or sets a timer.',
}));
