/**
 * The domains by which authorities recognise themselves in CAA records, by the organisation in their certificates (each
 * authority's CP/CPS, collected in the CCADB: its list of 2026-09-22). Limits: the public authorities in common use; another
 * is unknown here. One that begins with a dot stands for every name below it.
 */
const amazon = ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com'];

/** DigiCert's brands, among them QuoVadis, share one list; so do Amazon's, whose certificates DigiCert may issue. */
const digicert = [
  ...['digicert.com', 'www.digicert.com', 'digicert.ne.jp', 'cybertrust.ne.jp', 'thawte.com', 'geotrust.com'],
  ...['rapidssl.com', 'symantec.com', 'quovadisglobal.com', 'pkioverheid.nl'],
  ...['digitalcertvalidation.com', '.digitalcertvalidation.com'],
  ...amazon,
];

/** Sectigo took over Entrust's public certificates in 2025: both know the domains of both. ZeroSSL's are Sectigo's. */
const sectigo = [
  ...['sectigo.com', 'comodoca.com', 'comodo.com', 'usertrust.com', 'trust-provider.com'],
  ...['entrust.net', 'affirmtrust.com'],
];

const authorities: readonly (readonly [organisation: RegExp, domains: readonly string[]])[] = [
  [/^let's encrypt$/i, ['letsencrypt.org']],
  [/^digicert|^thawte|^geotrust|^rapidssl|^quovadis/i, digicert],
  [/^(?:sectigo|comodo ca|usertrust|the usertrust|entrust|affirmtrust|zerossl)/i, sectigo],
  [/^google trust services/i, ['pki.goog']],
  [/^amazon$/i, amazon],
  [/^globalsign/i, ['globalsign.com']],
  [/^godaddy\.com|^starfield/i, ['godaddy.com', 'starfieldtech.com']],
  [/^buypass/i, ['buypass.com', 'buypass.no']],
  [/^identrust/i, ['identrust.com']],
  [/^harica|^hellenic academic/i, ['harica.gr']],
  [/^ssl corp/i, ['ssl.com']],
  [/^actalis/i, ['actalis.it']],
  [/^swisssign/i, ['swisssign.com']],
  [/^certum|^unizeto|^asseco/i, ['certum.pl', 'certum.eu']],
  [/^microsoft corporation/i, ['microsoft.com']],
];

/** Empty where the organisation is none of those known. */
export function caaDomainsOf(organisation: string): readonly string[] {
  return authorities.find(([pattern]) => pattern.test(organisation))?.[1] ?? [];
}

/** Whether a domain of a record is one by which the authority recognises itself. */
export function isCaaDomain(written: string, domains: readonly string[]): boolean {
  return domains.some((domain) => (domain.startsWith('.') ? written.endsWith(domain) : written === domain));
}
