/** Whether the message of a log event matches. */
export type LogFilter = (message: string) => boolean;

export type LogFilterVerdict =
  | { readonly kind: 'filter'; readonly matches: LogFilter }
  | { readonly kind: 'refused'; readonly text: string };

interface Term {
  readonly sign: '' | '?' | '-';
  readonly text: string;
}

/** A sign, then a phrase in quotes (a backslash stands before a quote or a backslash) or a run of anything but white space. */
const TERM = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))(?=\s|$)\s*/suy;
/** What needs no quotes. */
const WORD = /^[\p{L}\p{M}\p{N}_]+$/u;

/**
 * Reads a filter pattern of unstructured text (N33): all words must occur, `"..."` is one phrase, `?a ?b` asks for either, `-a` for a
 * message without. Beside other terms, those with `?` say nothing. A blank pattern matches all. Column, JSON and regular-expression
 * patterns are refused (N34).
 */
export function parseLogFilterPattern(pattern: string): LogFilterVerdict {
  const text = pattern.trim();
  if (/^[[{%]/.test(text)) return { kind: 'refused', text: 'The filter pattern is not supported.' };
  const terms: Term[] = [];
  for (let at = 0; at < text.length; at = TERM.lastIndex) {
    TERM.lastIndex = at;
    const [, sign = '', phrase, word] = TERM.exec(text) ?? [];
    if (sign !== '' && sign !== '?' && sign !== '-') return refuseTerm(text.slice(at));
    if (phrase !== undefined) terms.push({ sign, text: phrase.replaceAll(/\\(["\\])/g, '$1') });
    else if (word !== undefined && WORD.test(word)) terms.push({ sign, text: word });
    else return refuseTerm(word ?? text.slice(at));
  }
  return { kind: 'filter', matches: compileTerms(terms) };
}

function compileTerms(terms: readonly Term[]): LogFilter {
  const textsOf = (sign: Term['sign']) => terms.filter((term) => term.sign === sign).map((term) => term.text);
  const [required, optional, excluded] = [textsOf(''), textsOf('?'), textsOf('-')];
  if (optional.length === terms.length && terms.length > 0) {
    return (message) => optional.some((text) => message.includes(text));
  }
  return (message) =>
    required.every((text) => message.includes(text)) && !excluded.some((text) => message.includes(text));
}

function refuseTerm(term: string): LogFilterVerdict {
  return { kind: 'refused', text: `Invalid character(s) in term '${term}'` };
}
