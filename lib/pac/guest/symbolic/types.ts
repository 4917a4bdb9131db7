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
  | {
      readonly q: 'position';
      readonly sym: string;
      readonly needle: string;
      readonly last: boolean;
      readonly from: number;
    }
  /** Whether two addresses are the same; `term`: whether the numbers of two IPv4 addresses are. */
  | { readonly q: 'same'; readonly sym: string; readonly other: string; readonly term: number | null }
  /** Whether an expression is certain to match. */
  | { readonly q: 'sure'; readonly sym: string; readonly source: string }
  /** The addresses of a list of several. */
  | { readonly q: 'list'; readonly sym: string }
  /** A term (`../../prove/relation/terms.ts`): a table's, or a function of others. */
  | {
      readonly q: 'leaf';
      readonly atom: string;
      readonly values: readonly Coded[];
      readonly points?: readonly number[];
    }
  | { readonly q: 'wide'; readonly sym: string }
  | { readonly q: 'term'; readonly name: string; readonly args: readonly CodedArgument[] }
  | { readonly q: 'holds' | 'value' | 'example'; readonly term: number }
  | { readonly q: 'among'; readonly term: number; readonly names: readonly string[] }
  /** Whether `g` times Greenwich's milliseconds and `l` times the local ones and `c` compare to 0. */
  | {
      readonly q: 'instant';
      readonly g: number;
      readonly l: number;
      readonly c: number;
      readonly operator: '<' | '<=' | '>' | '>=' | '==';
    }
  | { readonly q: 'now' }
  | { readonly q: 'clock' }
  | { readonly q: 'sampled'; readonly reason: string; readonly block: number }
  | { readonly q: 'kept'; readonly variable: number }
  | { readonly q: 'left'; readonly variable: number };

/** A primitive on its way to the host: `n` and the number's text, `s` and the string, …. */
export type Coded = readonly [kind: 'n' | 's' | 'b' | 'z' | 'u', text: string];
export type CodedArgument = { readonly term: number } | { readonly value: Coded };

/** What `source` answers. */
export interface SourceAnswer {
  readonly family: 'v4' | 'v6' | 'none' | 'list' | 'text';
  readonly sym: string;
  readonly text: string;
}

export type Primitive = string | number | boolean | null | undefined | bigint;
export type Fn = (...args: unknown[]) => unknown;

export interface Box {
  kind: 'table' | 'term' | 'address' | 'slice' | 'list' | 'random' | 'now' | 'instant' | 'opaque';
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
  /** Of a term, and of a table that was made one: its number. */
  term: number | null;
  /** Of a date or an instant: so many times Greenwich's and the local milliseconds and more, over `scale`; cut down. */
  g: number;
  l: number;
  c: number;
  cut: boolean;
  value: unknown;
  reason: string;
}

export interface SymbolicRun {
  /** As `SymbolicBoxes.tell`. */
  tell(answers: string): void;
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
  /** Answers to the questions asked from now on, before the host is asked again; a list as JSON. */
  tell(answers: string): void;
  /** How often an address, a name or the clock was asked for. */
  asked(): number;
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
  /** Which of several groups of a table's values holds. */
  group(box: Box, keys: readonly unknown[]): unknown;
  upTo(count: number, from?: number): number[];
}

export interface SymbolicOperators {
  /**
   * Applies a pure function to each value of the tables among the arguments, which share one variable. `name`: what the
   * function is called among those of terms, for arguments of several variables.
   */
  lift(args: readonly unknown[], compute: (args: unknown[]) => unknown, name?: string): unknown;
  /** A function of several variables as a term; `undefined` where it cannot be one. */
  termOf(name: string, args: readonly unknown[]): unknown;
  /** The text of an IPv4 address, or a part of it that is whole octets, as a term; `undefined` otherwise. */
  textTerm(box: Box): unknown;
  /** The four octets of an IPv4 address, as texts and as numbers. */
  octets(sym: string): unknown[];
  octetNumbers(sym: string): unknown[];
  /** An IPv4 address as the number that `convert_addr` makes of it. */
  numberOf(sym: string): unknown;
  /** The addresses of a list of several, in boxes. */
  listed(box: Box): unknown[];
  escape(text: string): string;
  matches(sym: string, source: string, flags: string): boolean;
  equalsText(box: Box, text: unknown): boolean;
  cutRandom(box: Box, cut: (value: number) => number, name: string): unknown;
  binary(operator: string, a: unknown, b: unknown): unknown;
}

export interface SymbolicInstants {
  /** A number that depends on the moment. */
  instant(part: {
    readonly g: number;
    readonly l: number;
    readonly c: number;
    readonly scale?: number;
  }): unknown;
  /** Arithmetic and comparison where one side is a date or an instant; `undefined` where that is not followed. */
  binary(operator: string, a: unknown, b: unknown): unknown;
  floor(box: Box): unknown;
}

export type SymbolicValues = SymbolicBoxes & SymbolicOperators & { readonly instants: SymbolicInstants };

export interface Lookup {
  readonly there: boolean;
  readonly value: unknown;
  /** Where what was looked up may be inherited. */
  readonly isOwn?: boolean;
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

/** What the runtime needs to know of the client. */
export interface SymbolicConfig {
  readonly dnsFamilies: 'v4' | 'both';
  readonly dialect: { readonly errorsAreObjects: boolean; readonly nodeVersions: boolean };
}
