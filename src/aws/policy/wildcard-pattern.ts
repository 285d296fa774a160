import { findSegment, type Segment, segmentOf } from './pattern-segment.ts';

/**
 * What stands between the wildcards `*`: one segment without any, one more with each. The first is the beginning of a text that matches, the
 * last its end. Wildcards are positions, not characters, so that a `*` that stands for itself is another thing than the wildcard.
 */
export type WildcardPattern = readonly [Segment, ...Segment[]];

/** A text in which `*` and `?` are wildcards, or one in which every character stands for itself. */
export interface PatternPiece {
  readonly text: string;
  readonly hasWildcards: boolean;
}

/** The pattern of a text in which `*` and `?` are wildcards. */
export function wildcardPattern(text: string): WildcardPattern {
  return joinPattern([{ text, hasWildcards: true }]);
}

/** The pattern of a text in which every character stands for itself. */
export function literalPattern(text: string): WildcardPattern {
  return joinPattern([{ text, hasWildcards: false }]);
}

/** The pattern of texts that follow each other. */
export function joinPattern(pieces: readonly PatternPiece[]): WildcardPattern {
  const segments: Segment[] = [];
  let units = '';
  let ones: number[] = [];
  for (const { text, hasWildcards } of pieces) {
    if (!hasWildcards) {
      units += text;
      continue;
    }
    for (const [index, part] of text.split('*').entries()) {
      if (index > 0) {
        segments.push(segmentOf(units, ones));
        units = '';
        ones = [];
      }
      for (let at = part.indexOf('?'); at >= 0; at = part.indexOf('?', at + 1)) ones.push(units.length + at);
      units += part;
    }
  }
  const last = segmentOf(units, ones);
  const [first, ...others] = segments;
  return first === undefined ? [last] : [first, ...others, last];
}

export function endsInAnyRun(pattern: WildcardPattern): boolean {
  return pattern.length > 1 && pattern.at(-1)?.units === '';
}

export function isAnyRun(pattern: WildcardPattern): boolean {
  return pattern.length > 1 && pattern.every(({ units }) => units === '');
}

/**
 * Each segment is sought where it comes first behind the one before, and never again: the time grows with the length of the text and that of
 * the pattern, not with their product.
 */
export function matchesPattern(pattern: WildcardPattern, text: string): boolean {
  const [first] = pattern;
  if (pattern.length === 1) return first.units.length === text.length && findSegment(first, text, 0, 0) === 0;
  const last = pattern.at(-1) ?? first;
  const lastAt = text.length - last.units.length;
  let at = first.units.length;
  if (at > lastAt || findSegment(first, text, 0, 0) < 0) return false;
  for (let index = 1; index < pattern.length - 1; index++) {
    const segment = pattern[index];
    if (segment === undefined || segment.units === '') continue;
    const found = findSegment(segment, text, at, lastAt - segment.units.length);
    if (found < 0) return false;
    at = found + segment.units.length;
  }
  return findSegment(last, text, lastAt, lastAt) >= 0;
}
