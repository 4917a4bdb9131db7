/** What a validation returns, in plain data: names and RDATA as text, times as ISO 8601, ready for JSON. */
import type { Name } from '../dns/name.js';

/** RFC 4035 §4.3. `indeterminate`: no trust anchor reaches the name, or what was needed could not be had. */
export type Status = 'secure' | 'insecure' | 'bogus' | 'indeterminate';

/** Every reason a validation can give; what each means stands in `reason.ts`. */
export type ReasonCode =
  | 'signature-invalid'
  | 'signature-expired'
  | 'signature-not-yet-valid'
  | 'signature-expired-before-valid'
  | 'signature-missing'
  | 'signature-foreign'
  | 'signature-labels'
  | 'signature-malformed'
  | 'signature-wildcard'
  | 'key-missing'
  | 'key-not-for-zone'
  | 'key-revoked'
  | 'key-malformed'
  | 'dnskey-missing'
  | 'ds-mismatch'
  | 'anchor-mismatch'
  | 'unsupported-algorithm'
  | 'distrusted-algorithm'
  | 'unsupported-digest'
  | 'unsigned-delegation'
  | 'signed-without-ds'
  | 'opt-out'
  | 'negative-anchor'
  | 'nsec3-iterations'
  | 'denial-missing'
  | 'denial-unsound'
  | 'ds-unproven'
  | 'dname-mismatch'
  | 'unsignable'
  | 'alias-loop'
  | 'alias-malformed'
  | 'no-anchor'
  | 'no-response'
  | 'response-malformed'
  | 'response-failure'
  | 'clock-wrong'
  | 'resolver-without-edns'
  | 'resolver-refuses-edns'
  | 'resolver-without-signatures'
  | 'resolver-vouches-alone'
  | 'resolver-without-dnskey'
  | 'resolver-without-ds'
  | 'resolver-without-tcp'
  | 'resolver-ignores-cd'
  | 'resolver-denies-root'
  | 'limit-signatures'
  | 'limit-key-tags'
  | 'limit-key'
  | 'limit-ds'
  | 'limit-hashes'
  | 'limit-aliases'
  | 'limit-queries'
  | 'limit-bytes'
  | 'limit-time';

/** Why a status is not `secure`, for people (`message`, `fix`) and for programs (`code`, `zone`, `ede`). */
export interface Reason {
  readonly code: ReasonCode;
  /** One sentence: what was found, with the names, tags and times at issue. */
  readonly message: string;
  /** The zone at fault, absolute: `t1t.io.`. */
  readonly zone?: string;
  /** Extended DNS Error code (RFC 8914), where one fits. */
  readonly ede?: number;
  /** Where the rule stands, e.g. `RFC 4035 §5.3.1`. */
  readonly reference: string;
  /** What would put it right. */
  readonly fix: string;
  /** The signature at issue, where one came and did not hold. */
  readonly signature?: SignatureAttempt;
  /** Records that would, in presentation format; by what the zone itself shows, which nobody vouches for. */
  readonly records?: readonly string[];
}

/** A signature that did not hold, or that nobody could check, by the RRset that it came with. */
export interface SignatureAttempt {
  readonly name: string;
  readonly type: string;
  readonly signerName: string;
  readonly keyTag: number;
  readonly algorithm: number;
  readonly inception: string;
  readonly expiration: string;
}

/** Which signature proved an RRset. */
export interface SignatureProof {
  readonly name: string;
  readonly type: string;
  readonly signerName: string;
  readonly keyTag: number;
  readonly algorithm: number;
  readonly mnemonic: string;
  /** Algorithms of all the signatures that came with the RRset, this one's among them, smallest first. */
  readonly algorithms: readonly number[];
  readonly inception: string;
  readonly expiration: string;
  readonly originalTtlSeconds: number;
  /** As received, before any clamping. */
  readonly receivedTtlSeconds: number;
  /** What a cache may keep it for: the least of the TTLs and the signature's remainder (RFC 4035 §5.3.3). */
  readonly ttlSeconds: number;
  /** The wildcard it was made from, where it was. */
  readonly wildcard?: string;
}

/** One DS of a delegation and what became of it; `digest` is in hexadecimal. */
export interface DsView {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly mnemonic: string;
  readonly digestType: number;
  readonly digest: string;
  /** `matched`: leads to the key used; `no-key`: no DNSKEY fits; `unused`: passed over or unsupported. */
  readonly use: 'matched' | 'no-key' | 'unused';
}

/** One DNSKEY of a zone, with the flags that matter (RFC 4034 §2.1.1; REVOKE: RFC 5011 §7). */
export interface KeyView {
  readonly keyTag: number;
  readonly flags: number;
  readonly algorithm: number;
  readonly mnemonic: string;
  /** Size of the public key as its algorithm counts it; 0 where it cannot be told. */
  readonly bits: number;
  readonly sep: boolean;
  readonly revoked: boolean;
  /** Signed something in this validation. */
  readonly used: boolean;
}

/** How a name was shown not to exist, or not to have a type. */
export interface DenialView {
  readonly mechanism: 'NSEC' | 'NSEC3';
  readonly conclusion: DenialConclusion;
  readonly optOut: boolean;
  readonly iterations?: number;
  /** NSEC3's salt in hexadecimal; empty where there is none, as there should be. */
  readonly salt?: string;
  /** The records as text, owner first. */
  readonly records: readonly string[];
}

/** What NSEC or NSEC3 records prove, or why they do not (RFC 4035 §5.4, RFC 5155 §8, RFC 9276 §3.2). */
export type DenialConclusion =
  | 'nodata'
  | 'nxdomain'
  | 'empty-non-terminal'
  | 'wildcard-nodata'
  | 'no-closer-match'
  | 'unsigned-delegation'
  | 'no-delegation'
  | 'opt-out'
  | 'too-many-iterations';

/** One zone on the way from the trust anchor to the answer. */
export interface Link {
  readonly zone: string;
  readonly status: Status;
  /** What vouches for it: a trust anchor, the parent's DS, the parent's proof that there is none, or a negative anchor. */
  readonly by: 'anchor' | 'ds' | 'no-ds' | 'negative-anchor' | 'nothing';
  readonly parent?: string;
  readonly ds: readonly DsView[];
  readonly keys: readonly KeyView[];
  /** Signatures over its DS (by the parent) and its DNSKEY RRset (by its own key). */
  readonly proofs: readonly SignatureProof[];
  readonly denial?: DenialView;
  /** Whether this was taken from the caller's cache. */
  readonly cached: boolean;
  readonly reasons: readonly Reason[];
}

/** One RRset of the answer with what is known of it. */
export interface AnswerRRset {
  readonly name: string;
  readonly type: string;
  readonly status: Status;
  /** Clamped as RFC 4035 §5.3.3 says where it is secure. */
  readonly ttlSeconds: number;
  readonly data: readonly string[];
  readonly rdata: readonly Uint8Array[];
  readonly proof?: SignatureProof;
  /** Signatures that came with it, of which none counts; absent where one does. */
  readonly signatures?: readonly SignatureAttempt[];
}

/** The zones that one name of the answer rests on: the name asked for, and each that an alias leads to. */
export interface Branch {
  readonly name: string;
  /** From the trust anchor downwards. */
  readonly zones: readonly string[];
}

/** CDS and CDNSKEY (RFC 7344), signed by the zone's keys, their RDATA as text. */
export interface ChildSignals {
  readonly zone: string;
  readonly cds: readonly string[];
  readonly cdnskey: readonly string[];
}

/**
 * What is amiss though the answer validates: one sentence, the zone, where the rule stands, and what would put it
 * right. `code` is stable.
 */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly zone: string;
  readonly reference: string;
  readonly fix: string;
}

/** `unknown`: nothing that was asked shows it. */
export type Ability = 'yes' | 'no' | 'unknown';

/** What of DNSSEC the resolver that was asked has handed on (RFC 8027 §3.1). */
export interface ResolverView {
  /** Its answers carry EDNS (RFC 6891 §6.1.1). */
  readonly edns: Ability;
  /** RRSIG records came, as DO asks for them. */
  readonly signatures: Ability;
  readonly dnskey: Ability;
  /** DS records, or the proof that there is none. */
  readonly ds: Ability;
  /** It answers over TCP what it cuts short over UDP. */
  readonly tcp: Ability;
  /** It takes CD, and so hands on what it holds for bogus. */
  readonly checkingDisabled: Ability;
}

/** The verdict on one question with all it rests on: plain data, names and RDATA as text. */
export interface Validation {
  readonly name: string;
  readonly type: string;
  readonly status: Status;
  /** Of the answer as it stands proven: `NOERROR`, `NXDOMAIN`, `SERVFAIL`… */
  readonly rcode: string;
  /** The aliases and then the RRset asked for; empty where the answer is negative. */
  readonly answer: readonly AnswerRRset[];
  /** Zones from the trust anchor downwards; those of each alias in turn. */
  readonly chain: readonly Link[];
  /** Which of them each name needs, in the order of the aliases. */
  readonly branches: readonly Branch[];
  /** Proofs of what is not there, for the answer itself. */
  readonly denials: readonly DenialView[];
  /** Why the status is not `secure`; empty where it is. */
  readonly reasons: readonly Reason[];
  /** What will break, or is weaker than it should be, though nothing is wrong yet. */
  readonly warnings: readonly Warning[];
  /** What the zone asks its parent to publish; there where it was inspected and asks for anything. */
  readonly childSignals?: ChildSignals;
  /** What the resolver can do; there where the status is in doubt, and so where it may be the resolver's doing. */
  readonly resolver?: ResolverView;
  /** Moment the signatures were held against, ISO 8601. */
  readonly at: string;
  readonly cost: { readonly queries: number; readonly signatureChecks: number; readonly nsec3Hashes: number };
}

/** The name and type asked for; a name as text or as wire bytes, a type by mnemonic or number. */
export interface ValidationQuestion {
  readonly name: string | Name;
  readonly type: string | number;
}
