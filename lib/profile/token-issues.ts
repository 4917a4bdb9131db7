/** What a JSON Schema cannot say of tokens: above all that the notice of liability is silenced by a reason only. */
import type { PathIssue } from './issue.js';
import type { Profile } from './types.js';

const liability = 'token/liability';

export function tokenIssues({ jwt, audits }: Profile): readonly PathIssue[] {
  const issues: PathIssue[] = [];
  if (jwt?.required !== true && jwt?.withoutJwtReason === undefined && audits[liability] === 'off') {
    issues.push({
      path: ['audits', liability],
      message:
        'cannot be off without a reason: without tokens the liability is the web application’s; write who decided so and why into jwt.withoutJwtReason',
    });
  }
  if (jwt?.required === true && jwt.withoutJwtReason !== undefined) {
    issues.push({
      path: ['jwt', 'withoutJwtReason'],
      message: 'is the reason for shipping without tokens, and jwt.required says that they are needed',
    });
  }
  if (jwt?.jwksUrl !== undefined && !URL.canParse(jwt.jwksUrl))
    issues.push({ path: ['jwt', 'jwksUrl'], message: `${JSON.stringify(jwt.jwksUrl)} is not a URL` });
  return issues;
}
