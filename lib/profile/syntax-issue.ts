/** What is wrong with a file that is no JSON, in words that say what to write. */
import { printParseErrorCode, type ParseError as JsonError } from 'jsonc-parser';

/** By jsonc-parser's name for the mistake. */
const words: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that is neither true, false nor null stands in quotes',
  InvalidNumberFormat: 'a number is written in digits, such as 51983',
  PropertyNameExpected: 'the name of a field, in quotes, must follow; no comma stands after the last field',
  ValueExpected: 'a value must follow; no comma stands after the last item of a list',
  ColonExpected: 'a colon must follow the name of a field',
  CommaExpected: 'a comma must stand between two fields or items',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'nothing may follow the end of the profile',
  UnexpectedEndOfComment: 'a comment that starts with /* ends with */',
  UnexpectedEndOfString: 'the closing quote of a text is missing on its line',
  UnexpectedEndOfNumber: 'a number ends too early',
  InvalidUnicode: 'four hexadecimal digits must follow \\u',
  InvalidEscapeCharacter: 'a backslash in a text is written \\\\',
  InvalidCharacter: 'a text must not hold control characters; a line feed is written \\n',
};

export function syntaxIssue({ error }: JsonError): string {
  const name = printParseErrorCode(error);
  return `not JSON: ${words[name] ?? name}`;
}
