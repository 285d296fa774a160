import { citedRules } from './cited-rules.ts';
import type { Citation } from './collect-citations.ts';
import { countRules, findRuleFaults, formatRuleCounts } from './judge-rules.ts';
import type { RuleSection } from './read-rules.ts';

export interface Confirmation {
  /** `compatibility: 352 of 381 rules same (92.4 %), …`, by the tests that passed. */
  readonly line: string;
  /** What the page claims and the run does not confirm. */
  readonly faults: readonly string[];
}

/** Checks the page, which is generated from the sources of the tests, against the full names of the tests that passed. */
export function confirmPage(
  sections: readonly RuleSection[],
  citations: readonly Citation[],
  passedNames: readonly string[],
): Confirmation {
  const onPage = new Set(citations.map(({ rule }) => rule));
  const passed = new Set(passedNames.flatMap(citedRules));
  return {
    line: `compatibility: ${formatRuleCounts(countRules(sections, passed))}`,
    faults: [
      ...findRuleFaults(sections, new Set([...onPage, ...passed])),
      ...[...onPage].filter((rule) => !passed.has(rule)).map((rule) => `no test that cites ${rule} passed`),
      ...[...passed]
        .filter((rule) => !onPage.has(rule))
        .map((rule) => `a test that passed cites ${rule}, but not where \`npm run generate\` looks for it`),
    ],
  };
}
