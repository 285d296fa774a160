import type { Otherwise, Rule, RuleSection } from './read-rules.ts';

/** What the page says of a rule; `untested` stands there only until a test cites it, and is a fault. */
export type RuleStatus = 'same' | 'untested' | Otherwise;

/** A rule is the same if a test cites it and nothing else is said of it. */
export function statusOf({ number, otherwise }: Rule, cited: ReadonlySet<string>): RuleStatus {
  return otherwise?.status ?? (cited.has(number) ? 'same' : 'untested');
}

/** What must not stand on the page, a line each. `cited` are the numbers that tests cite. */
export function findRuleFaults(sections: readonly RuleSection[], cited: ReadonlySet<string>): string[] {
  const rules = sections.flatMap((section) => section.rules);
  const known = new Set(rules.map(({ number }) => number));
  return [
    ...[...cited].filter((number) => !known.has(number)).map((number) => `a test cites ${number}, which is no rule`),
    ...rules.flatMap((rule) => faultsOf(rule, statusOf(rule, cited))),
  ];
}

function faultsOf({ number, marks }: Rule, status: RuleStatus): string[] {
  if (status === 'untested') return [`no test cites ${number}`];
  if (status === 'not-offered' && marks.some((mark) => mark !== 'chosen')) {
    return [`${number} is ${marks.join(' and ')}: it must be offered`];
  }
  return [];
}

export interface RuleCounts {
  readonly total: number;
  readonly byStatus: ReadonlyMap<RuleStatus, number>;
}

export function countRules(sections: readonly RuleSection[], cited: ReadonlySet<string>): RuleCounts {
  const byStatus = new Map<RuleStatus, number>();
  for (const rule of sections.flatMap((section) => section.rules)) {
    const status = statusOf(rule, cited);
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  }
  return { total: sections.reduce((sum, { rules }) => sum + rules.length, 0), byStatus };
}

/** After a count; the last word after a count of 1, if that differs. */
const WORDS: readonly (readonly [RuleStatus, string, string?])[] = [
  ['differs', 'differ', 'differs'],
  ['aws-only', 'AWS only'],
  ['not-offered', 'not offered'],
  ['untested', 'untested'],
];

/** `352 of 371 rules same (94.9 %), 12 differ, 7 AWS only`; 100.0 % only if all are. */
export function formatRuleCounts({ total, byStatus }: RuleCounts): string {
  const same = byStatus.get('same') ?? 0;
  const others = WORDS.flatMap(([status, word, one = word]) => {
    const count = byStatus.get(status);
    return count === undefined ? [] : [`${count} ${count === 1 ? one : word}`];
  });
  const percent = same === total ? 100 : Math.min((same / total) * 100, 99.9);
  return [`${same} of ${total} rules same (${percent.toFixed(1)} %)`, ...others].join(', ');
}
