/** The head of the page: the verdict, why, and the first thing to do. It fits a screen. */
import type { Cause, Report } from '../../audits/finding.js';
import { capital } from '../stations.js';
import { bounded, type PageContext } from './context.js';
import { command } from './copy.js';
import { html, nothing, type Markup } from './markup.js';
import { stationList } from './station-list.js';
import { countWords } from './words.js';

const marks = { YES: '✔', NO: '✖', UNKNOWN: '!' } as const;
const looks = { YES: 'pass', NO: 'fail', UNKNOWN: 'error' } as const;

export function banner(context: PageContext): Markup {
  const { verdict, causes } = context.report;
  const decisive = context.cause(verdict.deciding[0]) ?? causes[0];
  return html`<div class="verdict v-${looks[verdict.word]}">
    <div class="vhead">
      <p class="word"><span aria-hidden="true">${marks[verdict.word]}</span> ${verdict.word}</p>
      <div>
        <h1>${bounded(capital(verdict.headline))}</h1>
        <p class="soft">${meaning(context.report, decisive)}</p>
      </div>
    </div>
    <dl class="why">
      <div>
        <dt>${verdict.but ? 'But' : 'Because'}</dt>
        <dd>${bounded(verdict.line)}</dd>
      </div>
      ${firstThing(context.report, decisive)} ${further(context.report)}
    </dl>
    ${stationList(context)}
  </div>`;
}

function firstThing({ verdict }: Report, cause: Cause | undefined): Markup {
  if (verdict.first === undefined)
    return verdict.word === 'YES'
      ? html`<div>
          <dt>Do</dt>
          <dd>Nothing. Audit again after a change of proxy, resolver or zone.</dd>
        </div>`
      : nothing;
  const isOfCause = cause?.first !== undefined && verdict.first.startsWith(cause.first);
  const what = isOfCause ? `${cause.first ?? ''}.` : verdict.first;
  return html`<div>
    <dt>${verdict.word === 'UNKNOWN' ? 'Do first' : 'Change first'}</dt>
    <dd>
      ${bounded(what)} ${isOfCause && html`<span class="soft">Who: ${bounded(cause.owner)}.</span>`}
      ${cause?.command !== undefined && isOfCause && command(bounded(cause.command), 'Command of the first fix')}
    </dd>
  </div>`;
}

function further({ verdict, causes }: Report): Markup {
  if (causes.length < 2) return nothing;
  const deciding = verdict.deciding.length - 1;
  const also =
    deciding > 0
      ? `${deciding} of them ${deciding === 1 ? 'decides' : 'decide'} the verdict as well.`
      : 'None of them decides the verdict.';
  return html`<div>
    <dt>And then</dt>
    <dd>
      <a href="#causes">${countWords(causes.length - 1, 'further cause')}</a> <span class="soft">${also}</span>
    </dd>
  </div>`;
}

/** What the verdict means for whoever calls the name. */
function meaning({ verdict, profile, causes, summary }: Report, decisive: Cause | undefined): string {
  if (verdict.word === 'UNKNOWN')
    return 'This is neither a yes nor a no: what decides could not be looked at.';
  if (verdict.word === 'YES') {
    if (verdict.but) return 'The name is right; something else keeps the call from working.';
    if (causes.length > 0) return 'Nothing that decides failed; some things are to be heeded.';
    return summary['not-collected'] > 0
      ? 'All that was looked at passed.'
      : 'Everything was looked at and passed.';
  }
  switch (decisive?.effect) {
    case 'unresolved':
      return `Pages that call ${profile.title} fail, since the name has no address on this device.`;
    case 'forged':
      return `Nothing keeps somebody else from answering for the name in the zone’s place.`;
    default:
      return `Pages that call ${profile.title} fail, since the call is handed to another host.`;
  }
}
