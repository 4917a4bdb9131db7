/**
 * Text that came from outside, made safe for a terminal: a DNS answer or a PAC file must not be able to move the
 * cursor, recolour the verdict or turn a line around.
 */

// C0 and C1 controls, DEL, and the marks that change the direction of what follows (Unicode UAX #9).
// eslint-disable-next-line no-control-regex -- control characters are the very thing looked for
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** The text on one line, each unsafe character as `\u{hex}`. */
export function escapeForTerminal(text: string): string {
  return text.replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/**
 * JSON for a person's terminal or a program, two blanks deep: the same values, each unsafe character as `\uXXXX`; bytes are
 * base64. Whatever prints JSON prints this.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, bytesAsText, 2);
  // Line feeds between members are the layout's own; JSON writes those of a text as \n.
  return text.replace(unsafe, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function bytesAsText(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
