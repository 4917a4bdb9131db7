/** Whether the program says what it is, and soon enough for the application to wait for it. */
import type { AgentEvidence, AgentPortEvidence } from '../../evidence/agent.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { notServing, portLabel, programPorts } from './shared/ports.js';

type MessageId = 'in-time' | 'slow' | 'dead' | 'other-answer' | 'failed' | 'not-serving' | 'not-asked';

export const infoInTime: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/info-in-time',
  title: 'The program answers in time',
  why: 'The application asks the program what it is and gives up after a second. A program that is slow to answer looks to the user like one that is not installed.',
  requires: ['agent'],
  references: ['https://github.com/Trust1Team/t1c-sdk-js'],
  limits: ['A request is timed once: what is slow at the first start, or while a card is read, is not seen.'],
  messages: {
    'in-time': { status: 'pass', text: '{path} was answered in {ms} ms.' },
    slow: {
      status: 'fail',
      text: '{path} took {ms} ms, and the application waits {limit} ms: the program is there and too slow.',
      fix: {
        advice:
          'Look at what holds it up (card readers, a security program that scans it, a proxy that it asks first), then measure again',
      },
    },
    dead: {
      status: 'fail',
      text: '{path} was not answered within {dead} ms: the program took the connection and hangs.',
      fix: { advice: 'Restart the program; where it hangs again, its log says on what' },
    },
    'other-answer': {
      status: 'fail',
      text: '{path} was answered with {status}, without the information.',
      fix: { advice: 'Restart or update the program; its log says why it could not answer' },
    },
    failed: {
      status: 'fail',
      text: '{path} got no answer: {reason}.',
      fix: {
        advice:
          'Restart the program; a security program that looks into HTTP breaks connections like this too',
      },
    },
    'not-asked': {
      status: 'not-applicable',
      text: 'The profile does not say how the program is asked what it is.',
    },
    'not-serving': notServing,
  },
  run({ agent }, { profile }) {
    if (profile.agent === undefined) return [{ message: 'not-asked' }];
    const { infoPath } = profile.agent;
    const ports = programPorts(agent, profile).filter(({ info }) => info !== undefined);
    if (ports.length === 0) return [{ message: 'not-serving' }];
    return ports.map((seen) => ({ subject: portLabel(seen), ...judge(seen, agent.limits, infoPath) }));
  },
});

function judge(
  { info, said }: AgentPortEvidence,
  { inTimeMs, deadMs }: AgentEvidence['limits'],
  path: string,
): Outcome<MessageId> {
  const data = {
    path,
    ms: info?.ms ?? 0,
    limit: inTimeMs,
    dead: deadMs,
    status: info?.status ?? 'nothing',
    reason: info?.error?.message ?? '',
  };
  if (info?.error?.code === 'timeout') return { message: 'dead', data };
  if (info?.error !== undefined) return { message: 'failed', data };
  if (said === undefined) return { message: 'other-answer', data };
  return { message: data.ms > inTimeMs ? 'slow' : 'in-time', data };
}
