/** What `\s` is to Java: narrower than JavaScript's (R26). */
const JAVA_SPACE = '\\x20\\t\\n\\x0B\\f\\r';
const NOT_JAVA_SPACE = '\\x00-\\x08\\x0E-\\x1F\\x21-\\u{10FFFF}';
/** What `.` leaves out in Java. */
const JAVA_LINE_ENDS = '\\n\\r\\u0085\\u2028\\u2029';
const DOT_ALL = '(?s)';

const compiled = new Map<string, RegExp>();

/**
 * The pattern of a service model, which are Java's, as a JavaScript expression that matches whole strings only (R26).
 * Kept per pattern text: only texts of models come here, so the number is bounded.
 */
export function compileJavaPattern(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const expression = new RegExp(`^(?:${translate(withoutBacktracking(pattern))})$`, 'u');
  compiled.set(pattern, expression);
  return expression;
}

/** Whether time to match grows with the length of the text only: one class, repeated, cannot backtrack. */
export function isLinearPattern(pattern: string): boolean {
  return /^\^?\(?\[(?:[^\]\\]|\\.)*\][+*]\)?\$?$/.test(pattern);
}

const CLASS_OR_LITERAL = /(\[(?:[^\]\\]|\\.)*\])([*+])|((?:\\[^a-zA-Z0-9]|[^\\[\](){}*+?|^$.])+)/y;

/**
 * Rewrites `C*\{##C*##\}C*` (one class, with literals between) so that each literal is found where it comes first and never
 * sought again: as it stands, the model's pattern takes hours over 20,000 characters that were chosen for it. The first place is
 * as good as any other, because the class takes the characters of the literals too.
 */
function withoutBacktracking(pattern: string): string {
  const pieces = splitPieces(pattern);
  const characterClass = pieces?.[0]?.characterClass;
  if (!pieces || pieces.length < 3 || characterClass === undefined) return pattern;
  const isAlike = pieces.every((piece, index) =>
    index % 2 === 0
      ? piece.characterClass === characterClass
      : piece.characterClass === undefined && isMadeOf(characterClass, piece.text),
  );
  if (!isAlike || pieces.length % 2 === 0) return pattern;
  let rewritten = '';
  for (let index = 0; index + 1 < pieces.length; index += 2) {
    const name = `p${index}`;
    // A look-ahead is never entered twice, and the reference to what it saw moves on.
    rewritten += `(?=(?<${name}>${pieces[index]?.text}?${pieces[index + 1]?.text}))\\k<${name}>`;
  }
  return rewritten + pieces.at(-1)?.text;
}

function splitPieces(pattern: string): { text: string; characterClass: string | undefined }[] | undefined {
  const pieces: { text: string; characterClass: string | undefined }[] = [];
  CLASS_OR_LITERAL.lastIndex = 0;
  while (CLASS_OR_LITERAL.lastIndex < pattern.length) {
    const match = CLASS_OR_LITERAL.exec(pattern);
    if (!match) return undefined;
    pieces.push({ text: match[0], characterClass: match[1] });
  }
  return pieces;
}

function isMadeOf(characterClass: string, literal: string): boolean {
  return new RegExp(`^${translate(characterClass)}+$`, 'u').test(literal.replaceAll('\\', ''));
}

function translate(pattern: string): string {
  const dotAll = pattern.startsWith(DOT_ALL);
  const source = dotAll ? pattern.slice(DOT_ALL.length) : pattern;
  let translated = '';
  let inClass = false;
  for (let index = 0; index < source.length; index++) {
    const character = source.charAt(index);
    if (character === '\\') {
      index++;
      translated += translateEscape(source.charAt(index), inClass);
    } else if (character === '.' && !inClass) {
      translated += dotAll ? '[^]' : `[^${JAVA_LINE_ENDS}]`;
    } else {
      if (character === '[') inClass = true;
      if (character === ']') inClass = false;
      translated += character;
    }
  }
  return translated;
}

function translateEscape(letter: string, inClass: boolean): string {
  if (letter === 's') return inClass ? JAVA_SPACE : `[${JAVA_SPACE}]`;
  if (letter === 'S') return inClass ? NOT_JAVA_SPACE : `[${NOT_JAVA_SPACE}]`;
  return `\\${letter}`;
}
