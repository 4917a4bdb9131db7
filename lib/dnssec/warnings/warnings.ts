/** What an operator wants to know before it breaks, read off the links and signatures of a validation. */
import { defaultLimits } from '../limits.js';
import type { AnswerRRset, DenialView, Link, SignatureProof, Warning } from '../types.js';
import { signsWithSha1 } from '../signatures/algorithms.js';
import type { TrustAnchor } from '../anchors/anchor.js';
import { keyWarnings } from './key-warnings.js';

export interface WarningOptions {
  /** A signature that ends within this many days is told. */
  readonly expiryDays: number;
  readonly anchors: readonly TrustAnchor[];
}

const dayMs = 86_400_000;

export function warningsFor(
  chain: readonly Link[],
  answer: readonly AnswerRRset[],
  denials: readonly DenialView[],
  proofs: readonly SignatureProof[],
  at: Date,
  options: WarningOptions,
): Warning[] {
  const all = [
    ...chain.flatMap((link) => link.proofs),
    ...answer.flatMap((rrset) => (rrset.proof === undefined ? [] : [rrset.proof])),
    ...proofs,
  ];
  const zone = chain.at(-1)?.zone ?? '.';
  const warnings = [
    ...all.flatMap((proof) => signatureWarnings(proof, at, options)),
    ...chain.flatMap((link) => keyWarnings(link, all, options.anchors)),
    ...chain.flatMap((link) =>
      link.denial === undefined ? [] : denialWarnings(link.denial, link.parent ?? link.zone),
    ),
    ...denials.flatMap((denial) => denialWarnings(denial, zone)),
  ];
  if (warnings.length < 2) return warnings;
  return [...new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning])).values()];
}

function signatureWarnings(proof: SignatureProof, at: Date, { expiryDays }: WarningOptions): Warning[] {
  const what = `${proof.name} ${proof.type}`;
  const zone = proof.signerName;
  const remainsMs = Date.parse(proof.expiration) - at.getTime();
  const warnings: Warning[] = [];
  if (remainsMs < 0)
    warnings.push({
      code: 'signature-in-skew',
      message: `The signature over ${what} has expired and counts only within the allowed clock skew`,
      zone,
      reference: 'RFC 4035 §5.3.1',
      fix: 'Sign the zone again now.',
    });
  else if (remainsMs < expiryDays * dayMs)
    warnings.push({
      code: 'signature-expires-soon',
      message: `The signature over ${what} expires on ${proof.expiration}`,
      zone,
      reference: 'RFC 6781 §4.4.2',
      fix: 'Check that the signer runs: it should have replaced this signature by now.',
    });
  if (remainsMs >= 0 && proof.receivedTtlSeconds * 1_000 > remainsMs)
    warnings.push({
      code: 'ttl-beyond-signature',
      message: `${what} may be cached for ${proof.receivedTtlSeconds} s, longer than its signature lasts`,
      zone,
      reference: 'RFC 6781 §4.4.2',
      fix: 'Re-sign earlier, or lower the TTL.',
    });
  if (signsWithSha1(proof.algorithm))
    warnings.push({
      code: 'sha1-signature',
      message: `${what} is signed with ${proof.mnemonic}`,
      zone,
      reference: 'RFC 9905 §2',
      fix: 'Roll to algorithm 13 (ECDSA P-256).',
    });
  return warnings;
}

function denialWarnings(denial: DenialView, zone: string): Warning[] {
  const warnings: Warning[] = [];
  const { iterations = 0, salt = '' } = denial;
  if (iterations > 0) {
    const over = iterations > defaultLimits.nsec3Iterations ? ': more than validators follow' : '';
    warnings.push({
      code: 'nsec3-iterations',
      message: `${zone} uses NSEC3 with ${iterations} iterations${over}`,
      zone,
      reference: 'RFC 9276 §3.1',
      fix: 'Sign again with iterations 0 and no salt.',
    });
  }
  if (salt !== '')
    warnings.push({
      code: 'nsec3-salt',
      message: `${zone} uses NSEC3 with a salt, which is of no use and costs every validator`,
      zone,
      reference: 'RFC 9276 §3.1',
      fix: 'Sign again with no salt (-).',
    });
  if (denial.optOut)
    warnings.push({
      code: 'nsec3-opt-out',
      message: `${zone} uses NSEC3 opt-out: its unsigned delegations can be forged`,
      zone,
      reference: 'RFC 5155 §12.2, RFC 9276 §3.1',
      fix: 'Sign without opt-out unless the zone is very large.',
    });
  return warnings;
}
