import type { Citation } from './collect-citations.ts';
import { countRules, formatRuleCounts, type RuleStatus, statusOf } from './judge-rules.ts';
import type { Rule, RuleSection } from './read-rules.ts';

/** What the page is made of, besides the words that are written by hand. */
export interface PageParts {
  readonly sections: readonly RuleSection[];
  readonly citations: readonly Citation[];
  /** Operations by service. */
  readonly operations: Readonly<Record<string, readonly string[]>>;
}

const TITLES_MAX = 3;
const TITLE_CHARACTERS_MAX = 90;
const STATUS_WORDS: Readonly<Record<RuleStatus, string>> = {
  same: 'same',
  differs: '**differs**',
  'aws-only': '**AWS only**',
  'not-offered': '**not offered**',
  untested: '**untested**',
};

/** The page with counts, rules and operations put between their markers. Throws if it lacks one. */
export function putCompatibility(page: string, { sections, citations, operations }: PageParts): string {
  const cited = new Set(citations.map(({ rule }) => rule));
  const counts = `**${formatRuleCounts(countRules(sections, cited))}.**`;
  const rules = sections.map((section) => writeSection(section, citations, cited)).join('\n\n');
  const parts = { counts, rules, operations: writeOperations(operations) };
  return Object.entries(parts).reduce((text, [name, part]) => putPart(text, name, part), page);
}

function putPart(page: string, name: string, part: string): string {
  const begin = `<!-- ${name} -->\n`;
  const from = page.indexOf(begin);
  const to = page.indexOf(`<!-- /${name} -->`, from);
  if (from < 0 || to < 0) throw new Error(`the page has no markers for its ${name}`);
  return `${page.slice(0, from + begin.length)}${part}\n${page.slice(to)}`;
}

function writeSection(
  { title, rules }: RuleSection,
  citations: readonly Citation[],
  cited: ReadonlySet<string>,
): string {
  const rows = rules.map((rule) => {
    const shown = writeCitations(citations.filter(({ rule: number }) => number === rule.number));
    const why = [rule.otherwise?.reason, shown].filter(Boolean).join('; ');
    return `| ${rule.number} | ${writeStatement(rule)} | ${STATUS_WORDS[statusOf(rule, cited)]} | ${why} |`;
  });
  return [`### ${title}`, '', '| rule | what holds | here | shown by |', '|---|---|---|---|', ...rows].join('\n');
}

/** What AWS does not say is told apart. */
function writeStatement({ statement, marks }: Rule): string {
  return `${statement} (${marks.join(', ')})`;
}

/** The first few tests, by file, and how many more there are. */
function writeCitations(citations: readonly Citation[]): string {
  const titles = [...new Map(citations.map((citation) => [`${citation.file} ${citation.title}`, citation])).values()];
  const shown = titles.slice(0, TITLES_MAX);
  const files = [...new Set(shown.map(({ file }) => file))].map((file) => {
    const name = file.replace(/^.*\/(?=.*\/)/, '').replace(/\.(?:test|fixture)\.ts$/, '');
    const ofFile = shown.filter((citation) => citation.file === file).map(({ title }) => writeTitle(title));
    return `[${name}](../${file}): ${ofFile.join('; ')}`;
  });
  const more = titles.length - shown.length;
  return [...files, ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

function writeTitle(title: string): string {
  const short = title.length > TITLE_CHARACTERS_MAX ? `${title.slice(0, TITLE_CHARACTERS_MAX - 1).trim()}…` : title;
  return short.replaceAll(/%[sdifjo]/g, '…').replaceAll(/[\\`*_<>[\]|#]/g, '\\$&');
}

function writeOperations(operations: PageParts['operations']): string {
  const rows = Object.entries(operations).map(
    ([service, names]) => `| ${service} | ${names.map((name) => `\`${name}\``).join(' ')} |`,
  );
  return ['| service | offered |', '|---|---|', ...rows].join('\n');
}
