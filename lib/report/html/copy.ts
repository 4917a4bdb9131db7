/** Something to copy: a command or a text, whole, with a button where scripts run. */
import { html, type Markup } from './markup.js';

/** `what` names it for those who do not see it. */
export function command(text: string, what: string): Markup {
  return copyBox(text, what, 'cmd shell');
}

export function textToCopy(text: string, what: string): Markup {
  return copyBox(text, what, 'cmd');
}

function copyBox(text: string, what: string, classes: string): Markup {
  return html`<div class="${classes}" data-copy="${what}"><pre tabindex="0" role="group" aria-label="${what}"><code>${text}</code></pre></div>`;
}
