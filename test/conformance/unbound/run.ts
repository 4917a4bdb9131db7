/**
 * Runs one scenario against `validate` and says how it went. What Unbound answers maps to a status: AD is secure,
 * SERVFAIL bogus or indeterminate, neither insecure. Excluded, each with its reason, is what tests Unbound's cache or
 * iterator, or a feature no validator needs; never a scenario for what it expects.
 */
import { equalNames, formatName } from '../../../lib/dns/name.js';
import { formatType, rrType } from '../../../lib/dns/codes.js';
import { parseTime } from '../../../lib/dns/rdata-parse.js';
import {
  allAlgorithms,
  createCache,
  defaultLimits,
  parseAnchors,
  validate,
  type Validation,
  type ValidationCache,
} from '../../../lib/dnssec/index.js';
import { ParseError } from '../../../lib/errors.js';
import { dsaAlgorithms } from './dsa.js';
import { optionValues, parseScenario, type Entry, type Scenario, type Step } from './scenario.js';
import { World } from './world.js';

export interface Outcome {
  readonly verdict: 'pass' | 'fail' | 'excluded';
  readonly expected: string;
  readonly got: string;
  /** Why it is excluded, or what went wrong. */
  readonly detail: string;
}

const algorithms = new Map([
  ...allAlgorithms,
  ...dsaAlgorithms.map((algorithm) => [algorithm.number, algorithm] as const),
]);

/** Options of Unbound that change what the scenario is about, and what it is about then. */
const foreignOptions: readonly (readonly [test: RegExp, reason: string])[] = [
  [/^(dlv-anchor|dlv-anchor-file)=/, 'look-aside validation (DLV), retired by RFC 8749'],
  [/^auto-trust-anchor-file=/, 'RFC 5011 anchor maintenance, which keeps state on disk'],
  [/^(trust-anchor-file|trusted-keys-file)=/, 'its trust anchors are in a file that is not part of it'],
  [/^val-permissive-mode=yes/, 'Unbound’s permissive mode hands out bogus data'],
  [/^serve-expired=yes/, 'Unbound’s cache: serves expired answers'],
  [/^harden-dnssec-stripped=no/, 'Unbound’s option to pass a zone whose keys are stripped'],
  [/^module-config=(?!.*validator)/, 'runs without Unbound’s validator'],
  [/^(rpz|auth-zone|cachedb|dynlib|python|view)=/, 'a module of Unbound other than its validator'],
  [
    /^module-config=.*\b(dns64|python|dynlib|cachedb|ipsecmod)\b/,
    'a module of Unbound other than its validator',
  ],
];

export async function runScenario(text: string): Promise<Outcome> {
  try {
    return await runParsed(parseScenario(text));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { verdict: 'fail', expected: '?', got: '?', detail: `cannot be read: ${error.message}` };
  }
}

async function runParsed(scenario: Scenario): Promise<Outcome> {
  for (const [test, detail] of foreignOptions)
    if (scenario.config.some(([option, value]) => test.test(`${option}=${value}`))) return excluded(detail);
  const world = new World(scenario);
  if (needsGost(scenario))
    return excluded('GOST, which RFC 9906 retires: Unbound runs this only with a library that has it');
  const cache = createCache();
  const results: Outcome[] = [];
  let elapsedSeconds = 0;
  const asked: Step[] = [];
  for (const step of scenario.steps) {
    world.step = step.number;
    if (step.action === 'QUERY') asked.push(step);
    if (step.action === 'TIME_PASSES') elapsedSeconds += Number(step.words.at(-1) ?? 0);
    if (Number.isNaN(elapsedSeconds)) {
      results.push(
        excluded('time passes by a computed amount, which stands with RFC 5011 anchor maintenance'),
      );
      break;
    }
    const query = step.action === 'CHECK_ANSWER' ? takeQuery(asked, step) : undefined;
    if (query?.entry === undefined || step.entry === undefined) continue;
    // Unbound starts to work at the query: servers answer as they do at that step.
    world.step = query.number;
    results.push(await checkAnswer({ scenario, world, cache }, query.entry, step.entry, elapsedSeconds));
  }
  return combine(results);
}

/** The query an answer belongs to: the one with its question, else the oldest that is open. */
function takeQuery(asked: Step[], check: Step): Step | undefined {
  const wanted = check.entry?.question;
  const index = asked.findIndex(({ entry }) => {
    const question = entry?.question;
    return wanted !== undefined && question?.type === wanted.type && equalNames(question.name, wanted.name);
  });
  return asked.splice(Math.max(0, index), 1)[0];
}

function excluded(detail: string): Outcome {
  return { verdict: 'excluded', expected: '-', got: '-', detail };
}

/** One failure fails the scenario; it is excluded only where not one of its questions could be put. */
function combine(results: readonly Outcome[]): Outcome {
  const counted = results.filter((result) => result.verdict !== 'excluded');
  if (counted.length === 0) return results[0] ?? excluded('asks nothing');
  const failure = counted.find((result) => result.verdict === 'fail');
  if (failure !== undefined) return failure;
  const join = (pick: (result: Outcome) => string): string =>
    [...new Set(counted.map(pick).filter((text) => text !== ''))].join('; ');
  const left = results
    .filter((result) => result.verdict === 'excluded')
    .map((result) => `one question left out: ${result.detail}`);
  return {
    verdict: 'pass',
    expected: join((result) => result.expected),
    got: join((result) => result.got),
    detail: [...new Set(left)].join('; '),
  };
}

interface Session {
  readonly scenario: Scenario;
  readonly world: World;
  readonly cache: ValidationCache;
}

async function checkAnswer(
  { scenario, world, cache }: Session,
  query: Entry,
  expected: Entry,
  elapsedSeconds: number,
): Promise<Outcome> {
  const { question } = query;
  if (question === undefined) return excluded('a query without a question');
  const ignoresCd = optionValues(scenario, 'ignore-cd-flag').includes('yes');
  if (query.reply.has('CD') && !ignoresCd) return excluded('the query sets CD: Unbound does not validate it');
  if (!query.reply.has('RD'))
    return excluded('the query does not set RD: Unbound answers from its cache alone');
  if (world.resolve(question.name, question.type) === undefined)
    return excluded(
      'no server of the scenario answers the question at this step: Unbound’s cache or iterator is the point',
    );
  const at = clock(scenario, elapsedSeconds);
  const anchors = optionValues(scenario, 'trust-anchor').flatMap((text) => parseAnchors(text, at));
  const validation = await validate(question, {
    exchange: world.exchange,
    cache,
    anchors,
    negativeAnchors: optionValues(scenario, 'domain-insecure'),
    at,
    algorithms,
    allowWeakerDigest: !optionValues(scenario, 'harden-algo-downgrade').includes('yes'),
    requireAllAlgorithms: optionValues(scenario, 'harden-algo-downgrade').includes('yes'),
    limits: {
      clockSkewSeconds: {
        minimum: Number(optionValues(scenario, 'val-sig-skew-min')[0] ?? 3_600),
        maximum: Number(optionValues(scenario, 'val-sig-skew-max')[0] ?? 86_400),
      },
      nsec3Iterations: iterationsMost(scenario),
    },
  });
  const showsAd = wantsAd(query) && comparesFlags(expected);
  const wanted = expectedOf(expected, showsAd);
  const got = gotOf(validation, showsAd);
  const why = validation.reasons.map((item) => `${item.code}: ${item.message}`).join(' | ');
  const asked = `${formatName(question.name)} ${formatType(question.type)}`;
  return {
    verdict: wanted === got ? 'pass' : 'fail',
    expected: wanted,
    got,
    detail: wanted === got ? '' : `${asked}: ${why}`,
  };
}

/** In words of the answer: `AD NOERROR`, `NXDOMAIN`, `SERVFAIL`. AD is told only to who asks for it (RFC 6840 §5.7). */
function expectedOf(expected: Entry, showsAd: boolean): string {
  if (expected.reply.has('SERVFAIL')) return 'SERVFAIL';
  const code = ['NXDOMAIN', 'YXDOMAIN', 'REFUSED'].find((word) => expected.reply.has(word)) ?? 'NOERROR';
  return `${showsAd && expected.reply.has('AD') ? 'AD ' : ''}${code}`;
}

function gotOf(validation: Validation, showsAd: boolean): string {
  const { status, rcode, reasons } = validation;
  const unanchored =
    status === 'indeterminate' &&
    reasons.every((item) => item.code === 'no-anchor' || item.code === 'unsignable');
  if (status === 'bogus' || (status === 'indeterminate' && !unanchored)) return 'SERVFAIL';
  return `${showsAd && status === 'secure' ? 'AD ' : ''}${rcode}`;
}

/** Of a header, Unbound's runner compares the flags with `MATCH all` alone. */
function comparesFlags(expected: Entry): boolean {
  return expected.match.has('all') || expected.match.has('all_noedns');
}

function wantsAd(query: Entry): boolean {
  return query.reply.has('DO') || query.reply.has('AD');
}

function needsGost(scenario: Scenario): boolean {
  const [gost, gostDigest] = [12, 3];
  return scenario.ranges
    .flatMap((range) => range.entries)
    .flatMap((entry) => [...entry.answer, ...entry.authority])
    .some(
      (record) => record.type === rrType.DS && (record.rdata[2] === gost || record.rdata[3] === gostDigest),
    );
}

/** `val-override-date` pins the clock; `-1` ignores dates, which a moment inside every signature's window stands for. */
function clock(scenario: Scenario, elapsedSeconds: number): Date {
  const [override] = optionValues(scenario, 'val-override-date');
  if (override === '-1') return new Date(middleOfWindows(scenario) * 1_000);
  const start = override === undefined || override === '' ? 0 : parseTime(override) + elapsedSeconds;
  return new Date(start * 1_000);
}

function middleOfWindows(scenario: Scenario): number {
  const signatures = scenario.ranges
    .flatMap((range) => range.entries)
    .flatMap((entry) => [...entry.answer, ...entry.authority, ...entry.additional])
    .filter((record) => record.type === rrType.RRSIG)
    .map((record) => Buffer.from(record.rdata));
  const inceptions = signatures.map((rdata) => rdata.readUInt32BE(12));
  const expirations = signatures.map((rdata) => rdata.readUInt32BE(8));
  return Math.floor((Math.max(0, ...inceptions) + Math.min(0xffff_ffff, ...expirations)) / 2);
}

/** `1024 150 2048 500`: sizes of keys and the iterations for each; the most of them, as Unbound's largest key allows. */
function iterationsMost(scenario: Scenario): number {
  const [value] = optionValues(scenario, 'val-nsec3-keysize-iterations');
  if (value === undefined) return defaultLimits.nsec3Iterations;
  const numbers = value.trim().split(/\s+/).map(Number);
  return Math.max(...numbers.filter((_number, index) => index % 2 === 1));
}
