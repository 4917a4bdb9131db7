/** What the audits of the token share: when they are asked for, and how they reach the token in the evidence. */
import type { TokenAnswer, TokenEvidence, TokenShape } from '../../../evidence/token.js';
import type { Profile, Strength } from '../../../profile/types.js';
import type { MessageSpec } from '../../define.js';

/** How far clocks may differ, as the vendor's services allow it, where the profile says nothing (seconds). */
export const clockToleranceSeconds = 300;

export const rfc7519 = 'https://www.rfc-editor.org/rfc/rfc7519';
export const rfc8725 = 'https://www.rfc-editor.org/rfc/rfc8725';

/** A profile without tokens asks nothing of them; `token/liability` says what that means. */
export function tokenStrength({ jwt }: Profile): Strength {
  return jwt?.required === true ? 'required' : 'none';
}

/** What the other audits say where the exchange gave no token: why, `token/exchange` says. */
export const noToken: MessageSpec = {
  status: 'not-collected',
  text: 'There is no token to look at; token/exchange says why.',
};

export interface SeenToken {
  readonly answer: TokenAnswer;
  readonly token: TokenShape;
}

export function seenToken({ answer }: TokenEvidence): SeenToken | undefined {
  return answer?.token === undefined ? undefined : { answer, token: answer.token };
}
