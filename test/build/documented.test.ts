/** What an editor shows of the library: every name of every entry says what it is, and so does each of its methods. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

const { exports: entries } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
};
const types = Object.entries(entries).flatMap(([entry, target]) =>
  typeof target === 'string' ? [] : [[entry, resolve(target.types)] as const],
);

/** The exports of the module that have no docstring, and methods of them that have none as `Name.method`. */
function silent(program: ts.Program, path: string): readonly string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  assert.ok(symbol !== undefined, `${path} is no module`);
  const isSilent = (one: ts.Symbol): boolean => one.getDocumentationComment(checker).length === 0;
  return checker.getExportsOfModule(symbol).flatMap((exported) => {
    const own = (exported.flags & ts.SymbolFlags.Alias) === 0 ? exported : checker.getAliasedSymbol(exported);
    const methods = [...(own.members?.values() ?? [])].filter(
      ({ flags, declarations }) => (flags & ts.SymbolFlags.Method) !== 0 && !isPrivate(declarations),
    );
    return [
      ...(isSilent(own) ? [exported.name] : []),
      ...methods.filter(isSilent).map((method) => `${exported.name}.${method.name}`),
    ];
  });
}

function isPrivate(declarations: readonly ts.Declaration[] | undefined): boolean {
  return (declarations ?? []).some(
    (one) => (ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Private) !== 0,
  );
}

describe('the library: every export has a docstring', () => {
  const program = ts.createProgram(
    types.map(([, path]) => path),
    { noLib: true, types: [], module: ts.ModuleKind.NodeNext, skipLibCheck: true },
  );
  for (const [entry, path] of types) {
    it(`of ${entry}`, () => {
      assert.deepEqual(silent(program, path), [], 'write /** … */ above each');
    });
  }
});
