import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a rule rests on. */
export type Mark = 'documented' | 'observed' | 'chosen';

/** Why a rule is not simply the same here. */
export type Otherwise = 'differs' | 'aws-only' | 'not-offered';

export interface Rule {
  /** `R141`, `N17`, `S103b` */
  readonly number: string;
  readonly marks: readonly Mark[];
  readonly statement: string;
  readonly otherwise?: { readonly status: Otherwise; readonly reason: string };
}

export interface RuleSection {
  readonly title: string;
  readonly rules: readonly Rule[];
}

const ROW = /^\| ([RN]\d+|S\d+[a-c]?) \| ([^|]+) \| ([^|]+) \|(?: (differs|aws-only|not-offered): ([^|]+))? \|$/;
/** From here on each area has a block of ten numbers, of which it may leave some out; so may the S rules, one by one as they are proved. */
const AREAS_FROM = 400;
const MARKS: readonly string[] = ['documented', 'observed', 'chosen'] satisfies Mark[];

/** The rules of `rules.md`. */
export function readRules(): readonly RuleSection[] {
  return parseRules(readFileSync(join(import.meta.dirname, 'rules.md'), 'utf8'));
}

/** Sections in the order of the page. Throws on a row that is not of the form, on a number given twice and on one below {@link AREAS_FROM} left out. */
export function parseRules(page: string): readonly RuleSection[] {
  const sections: { title: string; rules: Rule[] }[] = [];
  for (const line of page.split('\n')) {
    if (line.startsWith('## ')) sections.push({ title: line.slice(3), rules: [] });
    else if (/^\| [RNS]\d/.test(line)) sections.at(-1)?.rules.push(parseRow(line));
  }
  requireWholeNumbering(sections.flatMap(({ rules }) => rules.map(({ number }) => number)));
  return sections;
}

function parseRow(line: string): Rule {
  const [, number, markList, statement, status, reason] = ROW.exec(line) ?? [];
  const marks = markList?.split(', ') ?? [];
  if (number === undefined || statement === undefined || !marks.every((mark) => MARKS.includes(mark))) {
    throw new Error(`this is no row of rules: ${line}`);
  }
  return {
    number,
    marks: marks as Mark[],
    statement,
    ...(status === undefined || reason === undefined ? {} : { otherwise: { status: status as Otherwise, reason } }),
  };
}

function requireWholeNumbering(numbers: readonly string[]): void {
  const given = new Set<string>();
  for (const number of numbers) {
    if (given.has(number)) throw new Error(`the rule ${number} is given twice`);
    given.add(number);
  }
  for (const letter of ['R', 'N']) {
    const counted = numbers.filter((number) => number.startsWith(letter) && Number(number.slice(1)) < AREAS_FROM);
    for (let at = 1; at <= counted.length; at++) {
      if (!given.has(`${letter}${at}`)) throw new Error(`the rule ${letter}${at} is left out`);
    }
  }
}
