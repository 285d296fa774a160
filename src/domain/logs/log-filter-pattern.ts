import { once } from '../../base/once.ts';
import { createTermSearch } from './term-search.ts';

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

/** Few terms are found fastest one by one. */
const PLAIN_TERMS_MAX = 3;

function compileTerms(terms: readonly Term[]): LogFilter {
  const textsOf = (sign: Term['sign']) => [
    ...new Set(terms.filter((term) => term.sign === sign).map((term) => term.text)),
  ];
  const [required, optional, excluded] = [textsOf(''), textsOf('?'), textsOf('-')];
  const asksForAny = terms.length > 0 && required.length + excluded.length === 0;
  if (asksForAny) return compileAny(optional);
  return required.length + excluded.length <= PLAIN_TERMS_MAX
    ? (message) => required.every((text) => message.includes(text)) && !excluded.some((text) => message.includes(text))
    : compileAll(required, excluded);
}

/** The search is built for the first message: whoever only asks whether a pattern is valid needs none. */
function compileAny(texts: readonly string[]): LogFilter {
  if (texts.includes('')) return () => true;
  if (texts.length <= PLAIN_TERMS_MAX) return (message) => texts.some((text) => message.includes(text));
  const search = once(() => createTermSearch(texts));
  return (message) => {
    let isFound = false;
    search().find(message, () => {
      isFound = true;
      return true;
    });
    return isFound;
  };
}

/** Every message holds the empty text. A text that is required and excluded excludes. */
function compileAll(required: readonly string[], excluded: readonly string[]): LogFilter {
  const needed = required.filter((text) => text !== '' && !excluded.includes(text));
  if (excluded.includes('') || required.some((text) => excluded.includes(text))) return () => false;
  const search = once(() => createTermSearch([...needed, ...excluded]));
  return (message) => {
    let missing = needed.length;
    let isExcluded = false;
    search().find(message, (term) => {
      if (term >= needed.length) isExcluded = true;
      else missing -= 1;
      return isExcluded || (missing === 0 && excluded.length === 0);
    });
    return missing === 0 && !isExcluded;
  };
}

function refuseTerm(term: string): LogFilterVerdict {
  return { kind: 'refused', text: `Invalid character(s) in term '${term}'` };
}
