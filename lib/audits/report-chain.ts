/** The chain of trust as a report has it: zones from the trust anchor down, the answer, and why it does not hold. */

export interface ReportSignature {
  readonly name: string;
  readonly type: string;
  readonly signerName: string;
  readonly keyTag: number;
  readonly algorithm: number;
  readonly inception: string;
  readonly expiration: string;
}

/** How something was shown not to be there. */
export interface ReportDenial {
  readonly mechanism: 'NSEC' | 'NSEC3';
  readonly conclusion: string;
  readonly optOut: boolean;
  /** As text, owner first. */
  readonly records: readonly string[];
}

/** One zone on the way from the trust anchor to the answer. */
export interface ReportZone {
  readonly zone: string;
  readonly status: string;
  /** What vouches for it: `anchor`, `ds`, `no-ds`, `negative-anchor`, `nothing`. */
  readonly by: string;
  readonly parent?: string;
  /** Which names need it: the one asked for, or what an alias leads to. */
  readonly for: readonly string[];
  readonly ds: readonly {
    readonly keyTag: number;
    readonly algorithm: number;
    readonly mnemonic: string;
    readonly digestType: number;
    readonly digest: string;
    readonly use: string;
  }[];
  /** Of a zone without a DS they are what it shows, which nobody vouches for. */
  readonly keys: readonly {
    readonly keyTag: number;
    readonly algorithm: number;
    readonly mnemonic: string;
    readonly bits: number;
    readonly sep: boolean;
    readonly revoked: boolean;
    /** It signed something that was proven. */
    readonly used: boolean;
    /** A signature that proves nothing names it: the key that would sign, were the chain whole. */
    readonly claimed: boolean;
  }[];
  /** Signatures over its DS (by the parent) and over its DNSKEY RRset that hold, and those that do not, with the reason. */
  readonly proofs: readonly ReportSignature[];
  readonly attempts: readonly (ReportSignature & { readonly code: string })[];
  /** The parent’s proof that there is no DS. */
  readonly denial?: ReportDenial;
  /** Reasons why it is not secure. */
  readonly codes: readonly string[];
}

/** An RRset of the answer: an alias, or what was asked for. */
export interface ReportAnswer {
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly ttlSeconds: number;
  readonly data: readonly string[];
  readonly proof?: ReportSignature;
  /** Signatures that came with it, where none counts. */
  readonly attempts: readonly ReportSignature[];
}

/** The chain of trust as one place gave it. */
export interface ReportChain {
  /** A resolver, a reference, or the zone’s own servers. */
  readonly by: string;
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly rcode: string;
  readonly zones: readonly ReportZone[];
  /** Empty where there is no such record. */
  readonly answer: readonly ReportAnswer[];
  readonly denials: readonly ReportDenial[];
  readonly reasons: readonly {
    readonly code: string;
    readonly message: string;
    readonly zone?: string;
    /** Extended DNS Error (RFC 8914). */
    readonly ede?: number;
    readonly reference: string;
    readonly fix: string;
    /** The signature that did not hold. */
    readonly signature?: ReportSignature;
    /** Records that would put it right. */
    readonly records?: readonly string[];
  }[];
}
