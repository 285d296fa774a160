/** Any run of characters, also none: `*`. */
const ANY_RUN = -1;
/** Any one character: `?`. */
const ANY_ONE = -2;
const STAR = '*'.charCodeAt(0);
const QUESTION_MARK = '?'.charCodeAt(0);

/** UTF-16 code units and wildcards. Numbers, so that a `*` that stands for itself is another thing than the wildcard. */
export type WildcardPattern = readonly number[];

/** The pattern of a text in which `*` and `?` are wildcards. */
export function wildcardPattern(text: string): WildcardPattern {
  return literalPattern(text).map((unit) => (unit === STAR ? ANY_RUN : unit === QUESTION_MARK ? ANY_ONE : unit));
}

/** The pattern of a text in which every character stands for itself. */
export function literalPattern(text: string): WildcardPattern {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

export function endsInAnyRun(pattern: WildcardPattern): boolean {
  return pattern.at(-1) === ANY_RUN;
}

export function isAnyRun(pattern: WildcardPattern): boolean {
  return pattern.length > 0 && pattern.every((unit) => unit === ANY_RUN);
}

/** Backtracks to the last `*` only, so a match takes at most the length of the pattern times that of the text in steps. */
export function matchesPattern(pattern: WildcardPattern, text: string): boolean {
  let at = 0;
  let behindRun = -1;
  let runEnd = 0;
  for (let index = 0; index < text.length; ) {
    const unit = pattern[at];
    if (unit === ANY_RUN) {
      at++;
      behindRun = at;
      runEnd = index;
    } else if (unit !== undefined && (unit === ANY_ONE || unit === text.charCodeAt(index))) {
      at++;
      index++;
    } else if (behindRun >= 0) {
      runEnd++;
      at = behindRun;
      index = runEnd;
    } else {
      return false;
    }
  }
  while (pattern[at] === ANY_RUN) at++;
  return at === pattern.length;
}
