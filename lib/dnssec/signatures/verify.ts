/**
 * Whether a zone's keys vouch for an RRset (RFC 4035 §5.3). Limits: KeyTrap's (keys per tag, checks per RRset);
 * a signature that cannot count is passed over before any cryptography.
 */
import { formatType, rrType } from '../../dns/codes.js';
import { equalNames, formatName, isSubdomain, labelCount, type Name } from '../../dns/name.js';
import type { RRset } from '../../dns/rrset.js';
import { ParseError } from '../../errors.js';
import { algorithmMnemonic } from './algorithms.js';
import type { Context } from '../context.js';
import { isRevoked, isZoneKey, type Dnskey } from '../records/dnskey.js';
import { distinctReasons, reason } from '../reason.js';
import {
  isoTime,
  readRrsig,
  serialDifference,
  signedData,
  signedLabels,
  timing,
  wildcardSource,
  type Rrsig,
} from '../records/rrsig.js';
import type { Reason, ReasonCode, SignatureProof, SignatureAttempt } from '../types.js';

export interface Verified {
  readonly verified: true;
  readonly signature: Rrsig;
  readonly key: Dnskey;
  /** The wildcard the RRset was made from: its use has to be proven (RFC 4035 §5.3.4). */
  readonly wildcard: Name | undefined;
  readonly ttlSeconds: number;
  readonly proof: SignatureProof;
}

export interface Unverified {
  readonly verified: false;
  readonly reasons: readonly Reason[];
}

/** What was wrong with one signature, as code and message. */
type Fault = readonly [ReasonCode, string];

/** The same with the signature, where it could be read. */
interface FaultOf {
  readonly fault: Fault;
  readonly signature?: Rrsig;
}

/** A zone whose keys are trusted to sign. */
export interface Signer {
  readonly zone: Name;
  readonly keys: readonly Dnskey[];
  /** Each of these has to sign; where there are none, any one signature will do (RFC 6840 §5.11). */
  readonly requiredAlgorithms: ReadonlySet<number>;
}

/** Tries the RRset's signatures by the signer's keys; the first that holds decides. */
export async function verifyRRset(
  rrset: RRset,
  { zone, keys, requiredAlgorithms }: Signer,
  context: Context,
): Promise<Verified | Unverified> {
  const label = (): string => `${formatName(rrset.name)} ${formatType(rrset.type)}`;
  if (rrset.signatures.length === 0)
    return {
      verified: false,
      reasons: [reason('signature-missing', `${label()} carries no signature`, zone)],
    };
  const faults: FaultOf[] = [];
  const missing = new Set(requiredAlgorithms);
  let checksLeft = context.budget.limits.signatureChecksPerRRset;
  for (const rdata of rrset.signatures) {
    const signature = readSignature(rdata);
    if (signature === undefined) {
      faults.push({ fault: ['signature-malformed', `${label()}: a signature is cut short`] });
      continue;
    }
    const fault = unfit(signature, rrset, zone, context);
    if (fault !== undefined) {
      faults.push({ fault: [fault[0], `${label()}: ${fault[1]}`], signature });
      continue;
    }
    const [candidates, keyFault] = keysFor(signature, keys, context);
    if (keyFault !== undefined)
      faults.push({ fault: [keyFault[0], `${label()}: ${keyFault[1]}`], signature });
    const verify = context.algorithms.get(signature.algorithm)?.verify;
    if (candidates.length === 0 || verify === undefined) continue;
    const data = signedData(rrset, signature);
    for (const key of candidates) {
      if (checksLeft === 0) {
        const why = `${label()}: no valid signature among the first ${context.budget.limits.signatureChecksPerRRset} checks`;
        faults.push({ fault: ['limit-signatures', why] });
        return failed(faults, rrset, zone, context);
      }
      checksLeft -= 1;
      context.budget.spendSignatureCheck();
      if (await verify(key.publicKey, signature.signature, data)) {
        missing.delete(signature.algorithm);
        if (missing.size === 0) return held(rrset, signature, key, context);
        continue;
      }
      const why = `${label()}: the signature by key ${nameKeyTag(signature)} does not fit the data`;
      faults.push({ fault: ['signature-invalid', why], signature });
    }
  }
  for (const algorithm of missing)
    faults.push({
      fault: [
        'key-missing',
        `${label()}: no valid signature by ${algorithmMnemonic(algorithm)}, which its DS set names`,
      ],
    });
  return failed(faults, rrset, zone, context);
}

function failed(
  faults: readonly FaultOf[],
  rrset: RRset,
  zone: Name,
  { atSeconds }: Pick<Context, 'atSeconds'>,
): Unverified {
  const reasons = faults.map(({ fault: [code, message], signature }) => ({
    ...reason(code, message, zone),
    ...(signature === undefined ? {} : { signature: attempt(rrset, signature, atSeconds) }),
  }));
  return { verified: false, reasons: distinctReasons(reasons) };
}

function attempt(rrset: RRset, signature: Rrsig, atSeconds: number): SignatureAttempt {
  const { signerName, keyTag, algorithm, inception, expiration } = signature;
  return {
    name: formatName(rrset.name),
    type: formatType(rrset.type),
    signerName: formatName(signerName),
    keyTag,
    algorithm,
    inception: isoTime(inception, atSeconds),
    expiration: isoTime(expiration, atSeconds),
  };
}

function readSignature(rdata: Uint8Array): Rrsig | undefined {
  try {
    return readRrsig(rdata);
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

/** The signatures of an RRset as they came, whether or not they hold. */
export function signaturesOf(rrset: RRset, atSeconds: number): SignatureAttempt[] {
  return rrset.signatures.flatMap((rdata) => {
    const signature = readSignature(rdata);
    return signature === undefined ? [] : [attempt(rrset, signature, atSeconds)];
  });
}

/** The zones that sign an RRset and lie at or above its owner, each once, the deepest first. */
export function signersOf(rrset: RRset): Name[] {
  const signers: Name[] = [];
  for (const rdata of rrset.signatures) {
    const signer = readSignature(rdata)?.signerName;
    if (signer === undefined || !isSubdomain(rrset.name, signer)) continue;
    if (!signers.some((known) => equalNames(known, signer))) signers.push(signer);
  }
  return signers.sort((a, b) => labelCount(b) - labelCount(a));
}

const timeFaults = {
  expired: ['signature-expired', 'expired'],
  'not-yet-valid': ['signature-not-yet-valid', 'is not valid yet'],
  'expired-before-valid': ['signature-expired-before-valid', 'expires before it begins'],
} as const;

/** RFC 4035 §5.3.1, in its order, and the labels below the signer's (CVE-2026-11721 and its kin). */
function unfit(signature: Rrsig, rrset: RRset, zone: Name, context: Context): Fault | undefined {
  const by = (): string => `the signature by key ${nameKeyTag(signature)}`;
  if (!equalNames(signature.signerName, zone))
    return ['signature-foreign', `${by()} is not by the zone ${formatName(zone)}`];
  if (signature.labels > signedLabels(rrset.name))
    return ['signature-labels', `${by()} counts ${signature.labels} labels, more than the owner has`];
  if (signature.labels < labelCount(zone))
    return [
      'signature-labels',
      `${by()} counts ${signature.labels} labels, fewer than the zone's own name has`,
    ];
  const when = timing(signature, context.atSeconds, context.budget.limits.clockSkewSeconds);
  if (when === 'valid') return undefined;
  const [code, words] = timeFaults[when];
  const window = `${isoTime(signature.inception, context.atSeconds)} to ${isoTime(signature.expiration, context.atSeconds)}`;
  return [code, `${by()} ${words} (${window})`];
}

/** The keys that may verify this signature, and why there are none or fewer than there could be. */
function keysFor(signature: Rrsig, keys: readonly Dnskey[], context: Context): [Dnskey[], Fault | undefined] {
  const named = keys.filter(
    (key) => key.keyTag === signature.keyTag && key.algorithm === signature.algorithm,
  );
  const by = (): string => `key ${nameKeyTag(signature)}`;
  if (named.length === 0)
    return [[], ['key-missing', `${by()}, which signed it, is not in the zone's DNSKEY RRset`]];
  const algorithm = context.algorithms.get(signature.algorithm);
  if (algorithm === undefined)
    return [[], ['unsupported-algorithm', `${by()} is of an algorithm that is not supported`]];
  const fit = named.filter((key) => isZoneKey(key) && !isRevoked(key));
  if (fit.length === 0)
    return named.some(isRevoked)
      ? [[], ['key-revoked', `${by()} is revoked`]]
      : [[], ['key-not-for-zone', `${by()} lacks the zone flag or protocol 3`]];
  const flaws = fit.map((key) => algorithm.flawOf?.(key.publicKey));
  const sound = fit.filter((_key, index) => flaws[index] === undefined);
  const [flaw] = flaws;
  if (sound.length === 0 && flaw !== undefined) return [[], [flaw.code, `${by()} ${flaw.words}`]];
  const most = context.budget.limits.keysPerTag;
  if (sound.length <= most) return [sound, undefined];
  return [
    sound.slice(0, most),
    ['limit-key-tags', `${sound.length} keys share the tag ${signature.keyTag}; ${most} were tried`],
  ];
}

function nameKeyTag(signature: Rrsig): string {
  return `${signature.keyTag} (${algorithmMnemonic(signature.algorithm)}) of ${formatName(signature.signerName)}`;
}

function held(rrset: RRset, signature: Rrsig, key: Dnskey, context: Context): Verified {
  const wildcard = wildcardSource(rrset.name, signature.labels);
  // Within the allowed skew a signature may be past its end: then nothing is left to keep it for.
  const remainder = Math.max(0, serialDifference(signature.expiration, context.atSeconds));
  const ttlSeconds = Math.min(rrset.ttlSeconds, signature.originalTtlSeconds, remainder);
  return {
    verified: true,
    signature,
    key,
    wildcard,
    ttlSeconds,
    proof: {
      name: formatName(rrset.name),
      type: formatType(rrset.type),
      signerName: formatName(signature.signerName),
      keyTag: signature.keyTag,
      algorithm: signature.algorithm,
      mnemonic: algorithmMnemonic(signature.algorithm),
      algorithms: algorithmsOf(rrset),
      inception: isoTime(signature.inception, context.atSeconds),
      expiration: isoTime(signature.expiration, context.atSeconds),
      originalTtlSeconds: signature.originalTtlSeconds,
      receivedTtlSeconds: rrset.ttlSeconds,
      ttlSeconds,
      ...(wildcard === undefined ? {} : { wildcard: formatName(wildcard) }),
    },
  };
}

function algorithmsOf({ signatures }: RRset): number[] {
  const found = signatures.map((rdata) => readSignature(rdata)?.algorithm ?? 0);
  return [...new Set(found)].filter((algorithm) => algorithm > 0).sort((a, b) => a - b);
}

/** True for the types a parent answers for at a delegation. */
export function belongsToParent(type: number): boolean {
  return type === rrType.DS;
}
