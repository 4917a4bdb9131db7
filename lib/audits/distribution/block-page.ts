/**
 * Whether an HTML page takes the place of the answer: a filter's block page, or a page of the service where its status
 * should be. Who holds TLS tells the two apart.
 */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { redirectOf } from './redirect.js';
import {
  endedBefore,
  isItself,
  perService,
  sharedMessages,
  strengthOfServices,
  type SharedId,
} from './shared/service.js';

type MessageId = SharedId | 'no-page' | 'block-page' | 'own-page';

export const blockPage: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/block-page',
  title: 'No page takes the place of the Distribution Service’s answer',
  why: 'Filters answer in the place of what they block with a page for people. To a program that is an answer it cannot read, and the reason stays hidden in it.',
  requires: ['distribution'],
  strength: strengthOfServices,
  references: [
    'https://www.rfc-editor.org/rfc/rfc9110#section-8.3',
    'https://www.rfc-editor.org/rfc/rfc7725',
  ],
  limits: [
    'A filter that answers in the form of the service, or gives no answer at all, is not recognised by it.',
  ],
  messages: {
    ...sharedMessages,
    'no-page': { status: 'pass', text: 'answers a program, not with a page.' },
    'block-page': {
      status: 'fail',
      text: 'is not what answers: there is a page in its place ({status}, {title}).',
      fix: {
        advice: 'Have the filter or proxy that shows this page allow {host}',
        targets: ['firewall-csv'],
      },
    },
    'own-page': {
      status: 'fail',
      text: 'answers its status request with a page of its own ({status}, {title}).',
      fix: { advice: 'Correct statusPath in the profile, or look at what serves {host}' },
    },
  },
  run({ distribution }) {
    return perService<MessageId>(distribution, ({ service, last }): Outcome<MessageId> => {
      const { status } = last.probe.http ?? {};
      if (status === undefined) return endedBefore(last.probe);
      if (!isPage(last.bodyKind, status) || redirectOf(last) !== undefined) return { message: 'no-page' };
      const title = last.pageTitle === undefined ? 'without a title' : `titled “${last.pageTitle}”`;
      const data = { host: new URL(service.url).host, status, title };
      return { message: isItself(last.probe) ? 'own-page' : 'block-page', data };
    });
  },
});

/** Errors of the service itself come as pages too (its own 404, a gateway's 502): those are the status audit's. */
export function isPage(bodyKind: string | undefined, status: number): boolean {
  return bodyKind === 'html' && (status < 400 || status === 403 || status === 451);
}
