import { type Segment, segmentOf } from './pattern-segment.ts';
import { endsInAnyRun, isAnyRun, matchesPattern, type WildcardPattern } from './wildcard-pattern.ts';

/** Partition, service, region, account and resource, which may contain colons. */
const ARN_PARTS = 6;

/** A pattern of ARNs, read: see {@link arnPattern}. */
export interface ArnPattern {
  /** `*` alone, for everything. */
  readonly isEverything: boolean;
  /** Undefined if no ARN can match. */
  readonly parts: readonly WildcardPattern[] | undefined;
}

/**
 * Each of the six parts is matched by itself, so that a `*` for the region never swallows the account (N61). A pattern with fewer
 * parts that ends in `*` stands for all that begins so; `*` alone for everything.
 */
export function arnPattern(pattern: WildcardPattern): ArnPattern {
  if (isAnyRun(pattern)) return { isEverything: true, parts: undefined };
  const parts = splitPattern(pattern);
  return { isEverything: false, parts: parts.length < ARN_PARTS && !endsInAnyRun(pattern) ? undefined : parts };
}

export function matchesArn({ isEverything, parts }: ArnPattern, text: string): boolean {
  if (isEverything) return true;
  if (!parts) return false;
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const colon = isLast ? text.length : text.indexOf(':', from);
    // The last part keeps its colons.
    if (colon < 0 || !matchesPattern(part, text.slice(from, colon))) return false;
    from = colon + 1;
  }
  return true;
}

/** At the first colons that stand for themselves. */
function splitPattern(pattern: WildcardPattern): WildcardPattern[] {
  const parts: WildcardPattern[] = [];
  let part: Segment[] = [];
  const endPart = () => {
    const [first, ...others] = part;
    if (first) parts.push([first, ...others]);
    part = [];
  };
  for (const { units, ones = [] } of pattern) {
    let from = 0;
    const take = (to: number) => {
      const inside = ones.filter((one) => one >= from && one < to).map((one) => one - from);
      part.push(segmentOf(units.slice(from, to), inside));
    };
    for (let colon = units.indexOf(':'); colon >= 0; colon = units.indexOf(':', colon + 1)) {
      if (parts.length === ARN_PARTS - 1) break;
      take(colon);
      endPart();
      from = colon + 1;
    }
    take(units.length);
  }
  endPart();
  return parts;
}
