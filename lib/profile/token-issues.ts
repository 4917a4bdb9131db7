/** What a JSON Schema cannot say of tokens: above all that the notice of liability is silenced by a reason only. */
import type { JsonPath, PathIssue } from './issue.js';

const liability = 'token/liability';
const reason = ['jwt', 'withoutJwtReason'];

/** `at` gives undefined for a field that is not there or whose shape is wrong. */
export function tokenIssues({ at }: { readonly at: (path: JsonPath) => unknown }): readonly PathIssue[] {
  const needed = at(['jwt', 'required']) === true;
  const hasReason = at(reason) !== undefined;
  const issues: PathIssue[] = [];
  if (!needed && !hasReason && at(['audits', liability]) === 'off') {
    issues.push({
      path: ['audits', liability],
      message:
        'cannot be off without a reason: without tokens the liability is the web application’s; write who decided so and why into jwt.withoutJwtReason',
    });
  }
  if (needed && hasReason) {
    issues.push({
      path: reason,
      message: 'is the reason for shipping without tokens, and jwt.required says that they are needed',
    });
  }
  return issues;
}
