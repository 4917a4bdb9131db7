/**
 * Text that came from outside, made safe for a terminal: a DNS answer or a PAC file must not be able to move the
 * cursor, recolour the verdict or turn a line around.
 */

// Controls, separators of lines, the marks that change the direction of what follows (Unicode UAX #9), and what shows as
// nothing at all: characters of no width, fillers, tags, variation selectors, halves of a pair, and what is no character.
const unsafe =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** The text with each unsafe character as `show` has it. */
export function replaceUnsafe(text: string, show: (codePoint: number, character: string) => string): string {
  return text.replace(unsafe, (character) => show(character.codePointAt(0) ?? 0, character));
}

/** The text on one line, each unsafe character as `\u{hex}`. */
export function escapeForTerminal(text: string): string {
  return replaceUnsafe(text, (codePoint) => `\\u{${codePoint.toString(16)}}`);
}

/**
 * JSON for a person's terminal or a program, two blanks deep: the same values, each unsafe character as `\uXXXX` (a pair of
 * them beyond U+FFFF); bytes are base64. Whatever prints JSON prints this.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, bytesAsText, 2);
  // Line feeds between members are the layout's own; JSON writes those of a text as \n.
  return replaceUnsafe(text, (_, character) =>
    character === '\n'
      ? character
      : character
          .split('')
          .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}

function bytesAsText(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
