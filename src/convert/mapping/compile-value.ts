import { asText, unitAt } from '../../base/text/code-units.ts';
import { findSecretKind } from '../../check/remedies/secret-columns.ts';
import type { JsonObject, JsonValue } from '../records/json.ts';
import { compilePath, type PathReader } from './compile-path.ts';
import { columnsOf, TEMPLATE_PLACE, type ValueRule, type WordsOfName } from './mapping.ts';

/** The text of a value, on one line and trimmed; blank if there is none. */
export type ValueReader = (fields: JsonObject) => string;

export interface ValueContext {
  readonly blankWords: ReadonlySet<string>;
  /** Of the user at hand. */
  isWithoutControls: boolean;
  /** Called for a value whose line breaks became spaces, which a CSV file of Cognito cannot hold (R178). */
  readonly onLineBreak: () => void;
  /** Called for a value that is nested too deep to be written. */
  readonly onTooDeep: () => void;
}

export function compileValue(rule: ValueRule, context: ValueContext): ValueReader {
  if ('constant' in rule) {
    const { constant } = rule;
    return () => constant;
  }
  const { words } = rule;
  const read = compileText(rule, context);
  return words === undefined ? read : (fields) => takeWords(read(fields), words);
}

/** Some words of a name. One word is the first, and has none after or before it: no family name is made up. */
function takeWords(text: string, which: WordsOfName): string {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  switch (which) {
    case 'first':
      return words[0] ?? '';
    case 'after-first':
      return words.slice(1).join(' ');
    case 'last':
      return words.length < 2 ? '' : (words.at(-1) ?? '');
    case 'before-last':
      return words.length < 2 ? text : words.slice(0, -1).join(' ');
  }
}

function compileText(rule: Exclude<ValueRule, { readonly constant: string }>, context: ValueContext): ValueReader {
  if ('template' in rule) return compileTemplate(rule.template, context);
  const readers = columnsOf(rule).map(compilePath);
  const [first, ...others] = readers;
  if (first === undefined) return () => '';
  if (others.length === 0) return (fields) => toText(first(fields), context);
  return (fields) => {
    for (const read of readers) {
      const text = toText(read(fields), context);
      if (text !== '') return text;
    }
    return '';
  };
}

function compileTemplate(template: string, context: ValueContext): ValueReader {
  const pieces: (string | PathReader)[] = [];
  let end = 0;
  for (const match of template.matchAll(TEMPLATE_PLACE)) {
    pieces.push(template.slice(end, match.index), compilePath(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  pieces.push(template.slice(end));
  return (fields) => {
    let isBlank = true;
    let text = '';
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      const value = toText(piece(fields), context);
      if (value !== '') isBlank = false;
      text += value;
    }
    return isBlank ? '' : text.trim().replaceAll(/ {2,}/g, ' ');
  };
}

function toText(value: JsonValue | undefined, context: ValueContext): string {
  if (typeof value === 'string') {
    if (value === '' || (context.blankWords.size > 0 && context.blankWords.has(value))) return '';
    const trimmed = mayHaveMargin(value) ? value.trim() : value;
    if (context.isWithoutControls || (!trimmed.includes('\n') && !trimmed.includes('\r'))) return trimmed;
    context.onLineBreak();
    return trimmed.replaceAll(/\s*[\r\n]+\s*/g, ' ');
  }
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`;
  if (value === undefined || value === null) return '';
  if (isDeeperThan(value, VALUE_LEVELS_MAX)) {
    context.onTooDeep();
    return '';
  }
  return JSON.stringify(value, withoutSecrets);
}

/** Whether there may be white space at an end: all of it is a space or before it, or not in ASCII. */
function mayHaveMargin(value: string): boolean {
  const text = asText(value);
  const [first, last] = [unitAt(text, 0), unitAt(text, text.length - 1)];
  return first <= SPACE || first > ASCII_MAX || last <= SPACE || last > ASCII_MAX;
}

const SPACE = 0x20;
const ASCII_MAX = 0x7f;

/** Levels of objects and lists in a value that is written as JSON. */
export const VALUE_LEVELS_MAX = 50;

function isDeeperThan(value: JsonValue | undefined, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item) => isDeeperThan(item, levels - 1));
}

/** Objects become attributes as JSON, without members that are secret by their name. */
function withoutSecrets(name: string, value: unknown): unknown {
  return name !== '' && findSecretKind(name) !== undefined ? undefined : value;
}
