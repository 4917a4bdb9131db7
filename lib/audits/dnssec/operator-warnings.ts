/**
 * What will break, or is weaker than it should be, in the zone of the name, though its chain holds today. Zones above it
 * are not its operator's to change, and are left out.
 */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { validationOf } from '../dns/shared/answers.js';
import { allViews } from '../dns/shared/views.js';

type MessageId = 'none' | 'warning' | 'not-secure' | 'nobody-asked';

export const operatorWarnings: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dnssec/operator-warnings',
  title: 'The zone’s DNSSEC is in good order',
  why: 'A chain that holds today may break next week: signatures that nobody renews, a key change that stopped half way. And some choices are weaker than they need be.',
  requires: ['dns'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc6781',
    'https://www.rfc-editor.org/rfc/rfc7344',
    'https://www.rfc-editor.org/rfc/rfc9276',
  ],
  limits: [
    'It reads what the validation of this one name needs: other names of the zone, and keys not yet published, it does not see.',
  ],
  strength: ({ dnssec }) => dnssec,
  messages: {
    none: { status: 'pass', text: 'Nothing is to be warned of in {zones}.' },
    warning: { status: 'warn', text: '{warning} ({reference}).', fix: { advice: '{fix}' } },
    'not-secure': {
      status: 'not-applicable',
      text: 'The chain is not secure, so there is nothing yet to keep in order: dnssec/chain-secure says more.',
    },
    'nobody-asked': { status: 'not-collected', text: 'Nobody was asked.' },
  },
  async run({ dns }, { profile, at }) {
    const views = allViews(dns);
    if (views.length === 0) return [{ message: 'nobody-asked' }];
    // The first who gives a secure chain is enough: warnings are about the zone, not about who tells of it.
    for (const view of views) {
      const validations = await Promise.all(
        (['A', 'AAAA'] as const).map((type) => validationOf(dns, view, profile.name, type, at, type === 'A')),
      );
      if (!validations.some(({ status }) => status === 'secure')) continue;
      const zones = new Set(validations.flatMap(({ chain }) => chain.slice(-1).map(({ zone }) => zone)));
      const warnings = new Map(
        validations
          .flatMap((validation) => validation.warnings)
          .filter(({ zone }) => zones.has(zone))
          .map((warning) => [`${warning.code} ${warning.message}`, warning]),
      );
      const outcomes: Outcome<MessageId>[] = [...warnings.values()].map(
        ({ code, message, zone, reference, fix }) => ({
          message: 'warning',
          subject: zone,
          zone,
          code,
          data: { warning: message.replace(/\.$/, ''), reference, fix: fix.replace(/\.$/, '') },
        }),
      );
      return outcomes.length > 0
        ? outcomes
        : [
            {
              message: 'none',
              data: { zones: [...zones].map((zone) => zone.replace(/(?<=.)\.$/, '')).join(' and ') },
            },
          ];
    }
    return [{ message: 'not-secure' }];
  },
});
