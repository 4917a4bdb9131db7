/** Findings as the audits tell them, for tests of causes: what a case does not say is a failure without a title. */
import type { Finding } from '../../lib/audits/finding.js';
import type { Told } from '../../lib/causes/index.js';

export type Short = Partial<Finding> & { readonly id: string; readonly data?: Told['data'] };

export function told({ data = {}, ...finding }: Short, index: number): Told {
  const audit = finding.id.split(':')[0] ?? '';
  return {
    data,
    finding: {
      audit,
      key: `#${index}`,
      status: 'fail',
      title: '',
      message: 'm.',
      references: [],
      ...finding,
    },
  };
}
