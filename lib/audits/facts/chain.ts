/** A validation as the report holds it: zone by zone, with what held and what did not. */
import type { AnswerRRset, DenialView, Link, SignatureAttempt, Validation } from '../../dnssec/index.js';
import type { ReportAnswer, ReportChain, ReportDenial, ReportSignature, ReportZone } from '../finding.js';

/** `by`: who gave it. */
export function chainOf(by: string, validation: Validation): ReportChain {
  const { name, type, status, rcode, chain, answer, denials, reasons } = validation;
  return {
    by,
    name,
    type,
    status,
    rcode,
    zones: chain.map((link) => zoneOf(link, validation)),
    answer: answer.map(answerOf),
    denials: denials.map(denialOf),
    reasons: reasons.map(({ code, message, zone, ede, reference, fix, signature, records }) => ({
      code,
      message,
      ...(zone === undefined ? {} : { zone }),
      ...(ede === undefined ? {} : { ede }),
      reference,
      fix,
      ...(signature === undefined ? {} : { signature: signatureOf(signature) }),
      ...(records === undefined ? {} : { records }),
    })),
  };
}

function zoneOf(link: Link, validation: Validation): ReportZone {
  const { zone, status, by, parent, ds, keys, proofs, denial, reasons } = link;
  const claimed = new Set(claimsOf(validation).flatMap((one) => (one.signerName === zone ? one.keyTag : [])));
  return {
    zone,
    status,
    by,
    ...(parent === undefined ? {} : { parent }),
    for: validation.branches.filter(({ zones }) => zones.includes(zone)).map(({ name }) => name),
    ds: ds.map(({ keyTag, algorithm, mnemonic, digestType, digest, use }) => ({
      keyTag,
      algorithm,
      mnemonic,
      digestType,
      digest,
      use,
    })),
    keys: keys.map(({ keyTag, algorithm, mnemonic, bits, sep, revoked, used }) => ({
      keyTag,
      algorithm,
      mnemonic,
      bits,
      sep,
      revoked,
      used,
      claimed: !used && claimed.has(keyTag),
    })),
    proofs: proofs.map(signatureOf),
    attempts: reasons.flatMap(({ code, signature }) =>
      signature === undefined ? [] : [{ ...signatureOf(signature), code }],
    ),
    ...(denial === undefined ? {} : { denial: denialOf(denial) }),
    codes: [...new Set(reasons.map(({ code }) => code))],
  };
}

/** What names a key and did not hold, or could not be checked. */
function claimsOf({ answer, reasons }: Validation): readonly SignatureAttempt[] {
  return [
    ...answer.flatMap(({ signatures }) => signatures ?? []),
    ...reasons.flatMap(({ signature }) => signature ?? []),
  ];
}

function answerOf({
  name,
  type,
  status,
  ttlSeconds,
  data,
  proof,
  signatures = [],
}: AnswerRRset): ReportAnswer {
  return {
    name,
    type,
    status,
    ttlSeconds,
    data,
    ...(proof === undefined ? {} : { proof: signatureOf(proof) }),
    attempts: signatures.map(signatureOf),
  };
}

function denialOf({ mechanism, conclusion, optOut, records }: DenialView): ReportDenial {
  return { mechanism, conclusion, optOut, records };
}

function signatureOf(signature: SignatureAttempt): ReportSignature {
  const { name, type, signerName, keyTag, algorithm, inception, expiration } = signature;
  return { name, type, signerName, keyTag, algorithm, inception, expiration };
}
