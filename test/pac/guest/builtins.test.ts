import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import {
  BUILTINS,
  builtinsOf,
  type Builtin,
  type Dependence,
} from '../../../lib/pac/guest/builtins/index.js';
import { CONSTRUCTED_NAMES, LANGUAGE_NAMES, LIBRARY_NAMES } from '../../../lib/pac/guest/library-names.js';
import { libraryFor } from '../../../lib/pac/guest/library-text.js';
import { DIALECT_NAMES, type DialectName } from '../../../lib/pac/index.js';
import { parseScript } from '../../../lib/pac/syntax/parse.js';
import { isGlobal, references } from '../../../lib/pac/syntax/scopes.js';

const DEPENDENCES: readonly Dependence[] = ['client', 'dns', 'clock', 'chance'];

/** Arguments with which a builtin asks for all that it may ask for. A row that depends on something has an entry here. */
const CALLS: Readonly<Record<string, readonly unknown[]>> = {
  dnsResolve: ['www.example'],
  dnsResolveEx: ['www.example'],
  isResolvable: ['www.example'],
  isResolvableEx: ['www.example'],
  isInNet: ['www.example', '10.0.0.0', '255.0.0.0'],
  myIpAddress: [],
  myIpAddressEx: [],
  weekdayRange: ['MON', 'FRI'],
  dateRange: [1, 'JAN', 31, 'DEC'],
  timeRange: [8, 0, 18, 30],
};

/** The library as its text gives it, in a realm of its own, and what it asked since `asked` was emptied. */
function installed(dialect: DialectName): { values: Map<string, unknown>; asked: Set<Dependence> } {
  const asked = new Set<Dependence>();
  const values = new Map<string, unknown>();
  const context = createContext({ ask: (what: Dependence) => asked.add(what) });
  runInContext(
    `const RealDate = Date;
    Date = class extends RealDate { constructor(...given) { ask('clock'); super(...given); } };
    Math.random = () => { ask('chance'); return 0; };`,
    context,
  );
  const install = runInContext(libraryFor(dialect).text, context) as (host: unknown, name: string) => void;
  const host = {
    define: (name: string, value: unknown) => {
      values.set(name, value);
      context[name] = value;
    },
    ownAddresses: () => (asked.add('client'), ['10.1.2.3']),
    resolve: () => (asked.add('dns'), ['192.0.2.1']),
    alert: () => undefined,
  };
  install(host, dialect);
  return { values, asked };
}

const isBody = ({ value }: Builtin): boolean => typeof value === 'function';

describe('the table of builtins', () => {
  it('says of each whose it is and what it rests on', () => {
    for (const { name, kind, dialects, dependsOn } of BUILTINS) {
      assert.match(name, /^\w+$/);
      assert.ok(['builtin', 'helper', 'plain'].includes(kind), name);
      assert.ok(dialects.length > 0 && dialects.every((dialect) => DIALECT_NAMES.includes(dialect)), name);
      assert.ok(
        dependsOn.every((dependence) => DEPENDENCES.includes(dependence)),
        name,
      );
      assert.ok(kind === 'builtin' || dependsOn.length === 0, name);
    }
  });
  it('has one row of a name for a client', () => {
    for (const dialect of DIALECT_NAMES) {
      const names = builtinsOf(dialect).map(({ name }) => name);
      assert.equal(new Set(names).size, names.length, dialect);
    }
  });
  for (const dialect of DIALECT_NAMES) {
    it(`is what the text defines, and nothing asks for more or less than its row says: ${dialect}`, () => {
      const { values, asked } = installed(dialect);
      const { builtins, globals } = libraryFor(dialect);
      assert.deepEqual([...values.keys()], globals);
      assert.deepEqual([...asked], []);
      for (const row of builtins.filter(isBody)) {
        assert.ok(row.dependsOn.length === 0 || CALLS[row.name] !== undefined, `arguments for ${row.name}`);
        const body = values.get(row.name) as (...given: unknown[]) => unknown;
        body(...(CALLS[row.name] ?? ['www.example', 'example', '255.0.0.0']));
        assert.deepEqual([...asked], row.dependsOn, row.name);
        asked.clear();
      }
    });
  }
});

describe('the text of the library', () => {
  it('names nothing but itself, its builtins and the little of the language that the proof looks after', () => {
    const text = `(${libraryFor('chromium').text});`;
    const program = parseScript(text);
    assert.ok(program !== null);
    const found = references(program).filter(({ scope }) => isGlobal(scope));
    const sorted = (names: Iterable<unknown>): unknown[] => [...new Set(names)].sort();
    assert.deepEqual(sorted(found.map(({ node }) => node.name)), sorted(LIBRARY_NAMES));
    const constructed = found.filter(
      ({ node, parent }) => parent.type === 'NewExpression' && parent.callee === node,
    );
    assert.deepEqual(sorted(constructed.map(({ node }) => node.name)), sorted(CONSTRUCTED_NAMES));
    const own = new Set(BUILTINS.map(({ name }) => name));
    assert.deepEqual(
      sorted([...LIBRARY_NAMES].filter((name) => !own.has(String(name)))),
      sorted(LANGUAGE_NAMES),
    );
  });
});
