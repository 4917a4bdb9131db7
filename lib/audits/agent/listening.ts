/** Whether the program serves one of its ports: the SDK tries them in turn, so that one is enough. */
import type { AgentPortEvidence } from '../../evidence/agent.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { groupBy } from '../shared/group-by.js';
import { isProgram, portLabel } from './shared/ports.js';

type MessageId = 'serving' | 'nothing-listens' | 'others-only';

export const listening: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/listening',
  title: 'The program serves one of its ports',
  why: 'An application finds the program by trying the ports of its list in turn. One that serves is enough; where none does, everything else of this page is in vain.',
  requires: ['agent'],
  references: ['https://github.com/Trust1Team/t1c-sdk-js'],
  limits: ['It tries the ports of the profile; a program that serves another port is not looked for.'],
  messages: {
    serving: { status: 'pass', text: 'the program serves port {ports}.' },
    'nothing-listens': {
      status: 'fail',
      text: 'nothing listens on {ports}: the program is not running.',
      fix: {
        advice:
          'Start the program, and see that it starts with the session (agent/dynamic-range says whether the system keeps its port back)',
      },
    },
    'others-only': {
      status: 'fail',
      text: 'of {ports} none is served by the program.',
      fix: {
        advice: 'Free one of the ports (agent/port-owner names who holds it), then start the program again',
      },
    },
  },
  run: ({ agent }, { profile }) =>
    [...groupBy(agent.ports, ({ address }) => address)].map(([address, ports]): Outcome<MessageId> => {
      const served = ports.filter((seen) => isProgram(seen, profile));
      const details = ports.filter((seen) => !served.includes(seen)).map(describe);
      const list = (some: readonly AgentPortEvidence[]): string => some.map(({ port }) => port).join(', ');
      if (served.length > 0)
        return { message: 'serving', subject: address, data: { ports: list(served) }, details };
      const isOpen = ports.some(({ tcp }) => tcp.error === undefined);
      return {
        message: isOpen ? 'others-only' : 'nothing-listens',
        subject: address,
        data: { ports: list(ports) },
        details,
      };
    }),
});

function describe(seen: AgentPortEvidence): string {
  const { error } = seen.tcp;
  return `${portLabel(seen)}: ${error === undefined ? 'another program answers' : error.message}.`;
}
