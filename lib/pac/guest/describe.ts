/**
 * What a script threw, as text: the host never touches an object made by the script.
 */
import { shortened } from './log.js';
import { startOf, stringOf } from './natives.js';

const STACK_UNITS = 600;
const CANNOT_BE_SHOWN = 'a value that cannot be shown';

function textOf(value: unknown): string {
  try {
    return shortened(stringOf(value));
  } catch {
    return CANNOT_BE_SHOWN;
  }
}

/** `E`, the message, a line end, and the stack where there is one. */
export function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'E' + textOf(error) + '\n';
  let text = 'E';
  try {
    const { name, message, stack } = error as { name: unknown; message: unknown; stack: unknown };
    text +=
      typeof message === 'string'
        ? (name === undefined ? '' : textOf(name) + ': ') + shortened(message)
        : textOf(error);
    text += '\n' + (typeof stack === 'string' ? startOf(stack, STACK_UNITS) : '');
  } catch {
    text += CANNOT_BE_SHOWN + '\n';
  }
  return text;
}
