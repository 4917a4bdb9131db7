/**
 * What the parts of the symbolic runtime share: its values, what it asks of the host, and what each part lends the
 * next. Types only; the parts themselves run inside the virtual machine.
 */
export type Question =
  | {
      readonly q: 'source';
      readonly kind: 'me' | 'meEx' | 'dns' | 'dnsEx';
      readonly name: string;
      /** The variable in which an earlier call left the answer. */ readonly kept?: number;
    }
  | { readonly q: 'eq'; readonly sym: string; readonly text: string }
  | { readonly q: 'match'; readonly sym: string; readonly source: string; readonly flags: string }
  | { readonly q: 'net'; readonly sym: string; readonly pattern: string; readonly mask: string }
  | { readonly q: 'netEx'; readonly sym: string; readonly prefix: string }
  | {
      readonly q: 'split';
      readonly atom: string;
      readonly classes: readonly number[];
      readonly points?: readonly number[];
    }
  | { readonly q: 'calendar'; readonly fn: string; readonly args: readonly (string | number | null)[] }
  | { readonly q: 'text'; readonly sym: string }
  | { readonly q: 'index'; readonly atom: string; readonly size: number; readonly points?: readonly number[] }
  | { readonly q: 'position'; readonly sym: string; readonly needle: string; readonly last: boolean }
  | { readonly q: 'now' }
  | { readonly q: 'clock' }
  | { readonly q: 'sampled'; readonly reason: string; readonly block: number }
  | { readonly q: 'kept'; readonly variable: number }
  | { readonly q: 'left'; readonly variable: number };

/** What `source` answers. */
export interface SourceAnswer {
  readonly family: 'v4' | 'v6' | 'none' | 'several' | 'text';
  readonly sym: string;
  readonly text: string;
}

export type Primitive = string | number | boolean | null | undefined | bigint;
export type Fn = (...args: unknown[]) => unknown;

export interface Box {
  kind: 'table' | 'address' | 'slice' | 'random' | 'now' | 'opaque';
  atom: string;
  values: Primitive[];
  /** Where the variable is a drawn number: a draw for each value. */
  points: number[] | null;
  sym: string;
  family: 'v4' | 'v6';
  from: number;
  to: number;
  scale: number;
  offset: number;
  value: unknown;
  reason: string;
}

export interface SymbolicRun {
  /** Markers reached, as a comma-separated list; those reached while loading as `-1 - marker`. */
  hits(): string;
  /** Line of the last `return` that ran. */
  line(): string;
  begin(): void;
  /** The entry point's own result, decided. */
  finish(result: unknown): unknown;
}

export interface SymbolicBoxes {
  readonly reasons: Readonly<Record<Box['kind'], string>>;
  /** The language's own `Date`, as it was before. */
  readonly NativeDate: DateConstructor;
  /** What the members' part does for a box's traps and for `in`, and the operators' for truth. */
  readonly hooks: {
    member: (value: unknown, box: Box, key: PropertyKey) => unknown;
    lookup: (object: object, box: Box) => Lookup | undefined;
    binary: (operator: string, a: unknown, b: unknown) => unknown;
  };
  ask(question: Question): unknown;
  /** Boxes made so far; while there are none, nothing needs looking at. */
  count(): number;
  atBlock(block: number): void;
  boxOf(value: unknown): Box | undefined;
  sampled(reason: string): void;
  isPrimitive(value: unknown): value is Primitive;
  make(part: Partial<Box>): unknown;
  opaque(value: unknown, reason: string): unknown;
  table(atom: string, values: Primitive[], points: number[] | null): unknown;
  addressText(sym: string): string;
  /** A value the box has in some environment still possible, without deciding anything. */
  example(value: unknown): unknown;
  /** One concrete value: exact for a table, a reported sample for everything else. */
  decided(value: unknown): unknown;
  truth(value: unknown): boolean;
  upTo(count: number, from?: number): number[];
}

export interface SymbolicOperators {
  /** Applies a pure function to each value of the tables among the arguments, which share one variable. */
  lift(args: readonly unknown[], compute: (args: unknown[]) => unknown): unknown;
  escape(text: string): string;
  matches(sym: string, source: string, flags: string): boolean;
  equalsText(box: Box, text: unknown): boolean;
  cutRandom(box: Box, cut: (value: number) => number, name: string): unknown;
  binary(operator: string, a: unknown, b: unknown): unknown;
}

export type SymbolicValues = SymbolicBoxes & SymbolicOperators;

export interface Lookup {
  readonly there: boolean;
  readonly value: unknown;
}

export type AddressMethod = (box: Box, self: unknown, args: readonly unknown[]) => unknown;

export interface SymbolicMembers {
  readonly addressMethods: Readonly<Record<string, AddressMethod>>;
  getMember(object: unknown, key: unknown): unknown;
  boxedMethod(self: unknown, box: Box, name: string, args: readonly unknown[]): unknown;
}

export interface SymbolicCalls {
  /** Functions of the runtime that take boxes as they are. */
  readonly aware: WeakSet<object>;
  isUser(fn: object): boolean;
  hasBoxes(list: ArrayLike<unknown>): boolean;
  call(fn: unknown, self: unknown, args: readonly unknown[]): unknown;
}
