const GROUP = /\(([^()]*)\)/g;
const RANGE = /\b[RNS]\d+[a-c]?\s*(?:to|-|–)\s*[RNS]?\d+[a-c]?/g;
const NUMBER = /\b(?:[RN]\d{1,4}|S\d{1,3}[a-c]?)\b/g;
const ANY_NUMBER = /\b(?:[RN]\d{1,4}|S\d{1,3}[a-c]?)\b/;

/**
 * The rules that the title of a test cites: the numbers within its parentheses, `(R139, N1)`. The ends of a range do not count: a range
 * would claim rules that nobody looked at.
 */
export function citedRules(title: string): string[] {
  const groups = [...title.matchAll(GROUP)].map(([, inner = '']) => inner.replaceAll(RANGE, ''));
  return [...new Set(groups.flatMap((inner) => inner.match(NUMBER) ?? []))];
}

/** The title without its citations, in one line. */
export function withoutCitations(title: string): string {
  return title
    .replaceAll(GROUP, (group) => (ANY_NUMBER.test(group) ? '' : group))
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[,:;.]|$)/g, '')
    .trim();
}
