/**
 * The rules of PAC builtins: what asks the environment, and what more precision pays for than interpreting the body gives.
 */
import type { Dialect } from '../../dialect/dialects.js';
import { LANGUAGE_NAMES } from '../../guest/library-names.js';
import { nonNull } from '../../non-null.js';
import { calendarSet } from '../domain/calendar.js';
import { calendarOptions } from '../domain/clock-questions.js';
import { isSameSet, netSet, type IntervalSet } from '../domain/intervals.js';
import { inPrefix, inSet } from '../domain/questions.js';
import { isUnknown, type Value } from '../interpreter/values.js';
import type { Vm } from '../interpreter/vm.js';
import type { ByTexts } from './by-texts.js';
import { AddressList, AddressText } from './kinds.js';
import type { Operations } from './operations.js';
import { askSource } from './sources.js';
import { escaped } from './texts.js';

/** What is remembered of builtins that rest on their arguments alone. */
export const MOST_ANSWERS = 50_000;
export const MOST_NETWORKS = 2000;

/** Thrown where a body asks for a name's addresses: the answer is the rule's to give. */
export class NameAsked extends Error {
  readonly asked: string;

  constructor(asked: string) {
    super(asked);
    this.asked = asked;
  }
}

export interface PacRules {
  readonly vm: Vm;
  readonly operations: Operations;
  readonly dialect: Dialect;
  /** The builtins, and what they read of the language, as they were at first, by name. */
  readonly originals: ReadonlyMap<string, Value>;
  /** What looking up a name comes to, by the name: where one address is asked for, and where all are. */
  readonly lookUps: Readonly<Record<'one' | 'all', Map<string, LookUp>>>;
  /** The networks of `isInNet`, by their two texts. */
  readonly networks: ByTexts<Network>;
}

/** `set` is `undefined` where not both texts are addresses, and `null` where it would be of too many intervals. */
export interface Network {
  readonly set: IntervalSet | null | undefined;
}

/** `plain` runs the body. `undefined`: the body is right. */
export type Plain = (args: readonly Value[]) => Value;
type Rule = (rules: PacRules, args: readonly Value[], plain: Plain) => { readonly value: Value } | undefined;

export const given = (value: Value): { readonly value: Value } => ({ value });

/** What a body that looks up a name comes to: a value, or the name whose addresses it asks for. */
export type LookUp = { readonly value: Value } | { readonly name: string };

function lookUp(args: readonly Value[], plain: Plain): LookUp {
  try {
    return given(plain(args));
  } catch (error) {
    if (error instanceof NameAsked) return { name: error.asked };
    throw error;
  }
}

/** Runs a body that may ask for a name's addresses. */
const resolving =
  (all: boolean): Rule =>
  (rules, args, plain) => {
    const [name] = args;
    const isKept = args.length === 1 && typeof name === 'string' && !isChanged(rules);
    const kept = all ? rules.lookUps.all : rules.lookUps.one;
    let found = isKept ? kept.get(name) : undefined;
    if (found === undefined) {
      found = lookUp(args, plain);
      if (isKept && kept.size < MOST_ANSWERS) kept.set(name, found);
    }
    if ('value' in found) return found;
    return given(askSource(rules.operations, { name: found.name, all }));
  };

/** An address is its own answer. */
const resolved: Rule = (rules, args, plain) => {
  const [host] = args;
  if (!(host instanceof AddressText)) return resolving(false)(rules, settledArgs(rules, args), plain);
  const { operations, dialect } = rules;
  return given(operations.texts.isV4(host.sym) || dialect.dnsFamilies === 'both' ? host : null);
};

const resolvedEx: Rule = (rules, args, plain) => {
  const [host] = args;
  if (!(host instanceof AddressText)) return resolving(true)(rules, settledArgs(rules, args), plain);
  const { texts } = rules.operations;
  texts.settleForm(host.sym);
  // Written without dots, which no other builtin does.
  return !texts.isV4(host.sym) && texts.isByOctets(host.sym)
    ? rules.vm.obstacle('an IPv6 address that holds an IPv4 address is looked up')
    : given(host);
};

const settledArgs = ({ operations }: PacRules, args: readonly Value[]): Value[] =>
  args.map((arg) => (isUnknown(arg) && !(arg instanceof AddressText) ? operations.settle(arg) : arg));

/** Whether names stand for what they did before the script began, which can declare variables of those names too. */
function isOriginal({ vm, originals }: PacRules, ...names: readonly string[]): boolean {
  return names.every(
    (name) => !vm.lexical.has(name) && vm.global.properties.get(name)?.value === originals.get(name),
  );
}

/** What the bodies use of the language, and the script may have changed: rules and kept answers then say nothing. */
export const isChanged = (rules: PacRules): boolean =>
  rules.vm.heap.isTampered || !isOriginal(rules, ...LANGUAGE_NAMES);

/** The address that a body would compare: the host itself, or what its name resolves to. */
function comparedAddress(rules: PacRules, host: Value): AddressText | null | undefined {
  const { vm, originals } = rules;
  if (host instanceof AddressText) return host;
  if (typeof host !== 'string' || !isOriginal(rules, 'dnsResolve')) return undefined;
  if (vm.call(originals.get('isValidIpAddress'), undefined, [host]) === true) return undefined;
  const address = vm.call(originals.get('dnsResolve'), undefined, [host]);
  return address instanceof AddressText || address === null ? address : undefined;
}

function networkOf(
  { vm, originals, networks }: PacRules,
  network: string,
  mask: string,
): IntervalSet | null | undefined {
  const known = networks.get([network, mask]);
  if (known !== undefined) return known.set;
  const isValid = (text: string): boolean =>
    vm.call(originals.get('isValidIpAddress'), undefined, [text]) === true;
  const set = isValid(network) && isValid(mask) ? netSet(network, mask) : undefined;
  networks.add([network, mask], { set });
  return set;
}

const inNet: Rule = (rules, [host, network, mask]) => {
  const { operations } = rules;
  if (isChanged(rules) || !isOriginal(rules, 'isValidIpAddress', 'convert_addr')) return undefined;
  if (typeof network !== 'string' || typeof mask !== 'string') return undefined;
  const set = networkOf(rules, network, mask);
  // Without a network nothing is looked up.
  if (set === undefined) return isUnknown(host) ? given(false) : undefined;
  const address = comparedAddress(rules, host);
  if (address === null) return given(false);
  if (address === undefined || !operations.texts.isV4(address.sym)) return undefined;
  const { path } = operations;
  return set === null
    ? undefined
    : given(path.take('network', address.sym, () => inSet(path.known, address.sym, set)));
};

const inNetEx: Rule = ({ operations, vm, originals }, [address, prefix]) => {
  if (address instanceof AddressList && typeof prefix === 'string') return given(false);
  if (!(address instanceof AddressText) || typeof prefix !== 'string') return undefined;
  // Whether it is a network at all is what the body says of the network's own address.
  const own = vm.call(originals.get('isInNetEx'), undefined, [
    prefix.slice(0, Math.max(0, prefix.lastIndexOf('/'))),
    prefix,
  ]);
  if (own !== true) return given(false);
  const { path } = operations;
  return given(path.take('prefix', address.sym, () => inPrefix(path.known, address.sym, prefix)));
};

const domainIs: Rule = ({ operations }, [host, domain]) => {
  if (!(host instanceof AddressText) || typeof domain !== 'string') return undefined;
  const is = operations.texts.matches(host.sym, `${escaped(domain)}$`);
  return is === null ? undefined : given(is);
};

/** The domain may begin with the address and a dot; each such beginning is one address to compare. */
const localHostOrDomain: Rule = ({ operations }, [host, domain]) => {
  if (!(host instanceof AddressText) || typeof domain !== 'string') return undefined;
  const parts = domain.split('.');
  const texts = [domain, ...parts.slice(1).map((_, count) => parts.slice(0, count + 1).join('.'))];
  return given(texts.some((text) => operations.texts.equalsText(host, text) === true));
};

/** Whether the first of two addresses comes after the second: IPv6 comes first, and then the lower number. */
function isAfter({ operations, vm }: PacRules, one: AddressText, other: AddressText): boolean {
  const { texts } = operations;
  if (texts.isV4(one.sym) !== texts.isV4(other.sym)) return texts.isV4(one.sym);
  if (!texts.isV4(one.sym)) return vm.obstacle('the order of IPv6 addresses is not followed');
  const unsigned = ({ sym }: AddressText): Value => operations.binary('>>>', texts.number(sym), 0);
  return vm.toBoolean(operations.binary('>', unsigned(one), unsigned(other)));
}

const sorted: Rule = (rules, [list]) => {
  if (list instanceof AddressText) return given(list);
  if (!(list instanceof AddressList)) return undefined;
  const order: AddressText[] = [];
  for (const one of rules.operations.texts.listed(list)) {
    let at = order.length;
    while (at > 0 && isAfter(rules, nonNull(order[at - 1]), one)) at--;
    order.splice(at, 0, one);
  }
  return given(
    new AddressList(
      list.source,
      order.map(({ sym }) => sym),
    ),
  );
};

/** Arguments with which `timeRange` throws. */
const COUNTS = [1, 2, 4, 6];

const calendar =
  (name: string): Rule =>
  (rules, given_, plain) => {
    const { operations, vm, dialect } = rules;
    const args = given_.map((arg) => (isUnknown(arg) ? operations.settle(arg) : arg));
    const texts = args.map((arg) =>
      typeof arg === 'string' || typeof arg === 'number' ? arg : vm.toString(arg),
    );
    const count = texts.at(-1) === 'GMT' ? texts.length - 1 : texts.length;
    const throws = name === 'timeRange' && dialect.name !== 'node' && !COUNTS.includes(count);
    if (texts.length === 0 || throws) return given(plain(args));
    if (isChanged(rules) || !isOriginal(rules, 'wdays', 'months'))
      return vm.obstacle(`what ${name} rests on was changed by the script`);
    const { path } = operations;
    path.asked++;
    path.known = { ...path.known, clock: { ...path.known.clock, asked: true } };
    let set = calendarSet(name, texts, dialect.name === 'node');
    if (set.kind === 'dated') {
      const { before, last, lastSlot } = set;
      const isSame = isSameSet(before.set, last.set);
      set =
        !isSame && path.take('last moment', '', () => calendarOptions(path.known, lastSlot)) ? last : before;
    }
    const when = set;
    return given(path.take('moment', '', () => calendarOptions(path.known, when)));
  };

/** Rules that hold whether or not an argument is unknown: what rests on the environment's answers. */
export const ALWAYS: Readonly<Record<string, Rule>> = {
  myIpAddress: ({ operations }) => given(askSource(operations, { name: null, all: false })),
  myIpAddressEx: ({ operations }) => given(askSource(operations, { name: null, all: true })),
  dnsResolve: resolved,
  dnsResolveEx: resolvedEx,
  isInNet: inNet,
  weekdayRange: calendar('weekdayRange'),
  dateRange: calendar('dateRange'),
  timeRange: calendar('timeRange'),
};

/** Rules for unknowns among the arguments. */
export const FOR_UNKNOWNS: Readonly<Record<string, Rule>> = {
  isInNetEx: inNetEx,
  dnsDomainIs: domainIs,
  localHostOrDomainIs: localHostOrDomain,
  sortIpAddressList: sorted,
};
