import { endsInAnyRun, isAnyRun, matchesPattern, type WildcardPattern } from './wildcard-pattern.ts';

const COLON = ':'.charCodeAt(0);
/** Partition, service, region, account and resource, which may contain colons. */
const ARN_PARTS = 6;

/**
 * Each of the six parts is matched by itself, so that a `*` for the region never swallows the account (N61). A pattern with fewer
 * parts that ends in `*` stands for all that begins so; `*` alone for everything.
 */
export function matchesArn(pattern: WildcardPattern, text: string): boolean {
  if (isAnyRun(pattern)) return true;
  const patterns = splitPattern(pattern);
  if (patterns.length < ARN_PARTS && !endsInAnyRun(pattern)) return false;
  const texts = splitText(text, patterns.length);
  return texts.length === patterns.length && patterns.every((part, index) => matchesPattern(part, texts[index] ?? ''));
}

function splitPattern(pattern: WildcardPattern): WildcardPattern[] {
  const parts: WildcardPattern[] = [];
  let from = 0;
  while (parts.length < ARN_PARTS - 1) {
    const colon = pattern.indexOf(COLON, from);
    if (colon < 0) break;
    parts.push(pattern.slice(from, colon));
    from = colon + 1;
  }
  return [...parts, pattern.slice(from)];
}

/** The last of at most `countMax` parts keeps its colons. */
function splitText(text: string, countMax: number): string[] {
  const parts = text.split(':');
  return parts.length <= countMax ? parts : [...parts.slice(0, countMax - 1), parts.slice(countMax - 1).join(':')];
}
