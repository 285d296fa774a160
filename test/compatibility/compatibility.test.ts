import { describe, expect, it } from 'vitest';
import { citedRules, withoutCitations } from './cited-rules.ts';
import { citationsOf } from './collect-citations.ts';
import { confirmPage } from './confirm-page.ts';
import { countRules, findRuleFaults, formatRuleCounts } from './judge-rules.ts';
import { parseRules, readRules } from './read-rules.ts';
import { putCompatibility } from './write-page.ts';

// The titles that are judged here stand in bodies: in a title or a table they would be citations themselves.

const PAGE = [
  '## Wire',
  '| R1 | documented, chosen | It is so | |',
  '| R2 | chosen | Or so | not-offered: nobody asked |',
  '## Logs',
  '| N1 | observed | So it was | aws-only: a bucket of theirs |',
].join('\n');
const SECTIONS = parseRules(PAGE);

describe('the rules', () => {
  it('are those of Cognito, each once', () => {
    const numbers = readRules().flatMap(({ rules }) => rules.map(({ number }) => number));
    expect(numbers.filter((number) => number.startsWith('R')).length).toBeGreaterThanOrEqual(311);
    expect(numbers.filter((number) => number.startsWith('N')).length).toBeGreaterThanOrEqual(70);
  });

  it('are read by section, with marks and what is otherwise', () => {
    expect(SECTIONS.map(({ title }) => title)).toEqual(['Wire', 'Logs']);
    expect(SECTIONS[0]?.rules).toEqual([
      { number: 'R1', marks: ['documented', 'chosen'], statement: 'It is so' },
      {
        number: 'R2',
        marks: ['chosen'],
        statement: 'Or so',
        otherwise: { status: 'not-offered', reason: 'nobody asked' },
      },
    ]);
  });

  it('may leave numbers out from R400 on, where each area has a block of its own', () => {
    const page = '## A\n\n| R1 | chosen | x | |\n| R403 | chosen | y | |\n| R411 | chosen | z | |';
    expect(parseRules(page).flatMap(({ rules }) => rules.map(({ number }) => number))).toEqual(['R1', 'R403', 'R411']);
  });

  it('of the first sign-in may come one by one, with a letter behind the number', () => {
    const page = '## A\n\n| S17 | documented | x | |\n| S103b | observed | y | |';
    expect(parseRules(page).flatMap(({ rules }) => rules.map(({ number }) => number))).toEqual(['S17', 'S103b']);
  });

  it.each([
    ['a mark that is none', '| R1 | guessed | x | |', 'no row of rules'],
    ['a status that is none', '| R1 | chosen | x | soon: x |', 'no row of rules'],
    ['a status without reason', '| R1 | chosen | x | differs |', 'no row of rules'],
    ['a number twice', '| R1 | chosen | x | |\n| R1 | chosen | y | |', 'R1 is given twice'],
    ['a gap', '| R1 | chosen | x | |\n| R3 | chosen | y | |', 'R2 is left out'],
    [
      'a number of a block twice',
      '| R1 | chosen | x | |\n| R410 | chosen | y | |\n| R410 | chosen | z | |',
      'R410 is given twice',
    ],
  ])('are refused with %s', (_name, rows, message) => {
    expect(() => parseRules(`## A\n${rows}`)).toThrow(message);
  });
});

describe('the citations of a title', () => {
  it('are the numbers in its parentheses, once each, without ranges', () => {
    for (const [title, rules] of [
      ['refuses (R141)', ['R141']],
      ['refuses (R139, R140) > and more (N7, R139)', ['R139', 'R140', 'N7']],
      ['is as R14 says', []],
      ['spans (R68 to R90) and (R1–R3, R7) and (R4-R6)', ['R7']],
      ['fails (T3, R299) with (1,1,1)', ['R299']],
      ['rotates (S103b, S103) and (S20 to S24) and (S1–S3)', ['S103b', 'S103']],
    ] as const) {
      expect(citedRules(title)).toEqual(rules);
    }
  });

  it('are left out where the title is shown', () => {
    expect(withoutCitations('answers (R3) and ends (early) (R8, R9)')).toBe('answers and ends (early)');
  });
});

describe('the citations of a source', () => {
  const OTHER = "export const ROWS = [...MORE];\nconst MORE = [['UTF-16 (R6)']];";
  const readText = (path: string) => (path === 'test/other/rows.ts' ? OTHER : '');

  function titlesIn(...lines: string[]): string[] {
    const citations = citationsOf('test/a/a.test.ts', lines.join('\n'), readText);
    return citations.map(({ rule, title }) => `${rule} ${title}`);
  }

  it('are those of it and describe, however they are called', () => {
    expect(titlesIn("describe('a job (R1)', () => {", "it('ends (R2, N3)', () => {});", '});')).toEqual([
      'R1 a job',
      'R2 ends',
      'N3 ends',
    ]);
    expect(titlesIn("it.skipIf(x)('ends (R2)', f);", "describeWithTool('curl', 'by curl (R5)', f);")).toEqual([
      'R2 ends',
      'R5 by curl',
    ]);
  });

  it('are those of the rows of a table, wherever the table stands', () => {
    expect(titlesIn("it.each([['a BOM (R4)', 1], ['', 2]])('refuses %s', f);")).toEqual(['R4 refuses a BOM']);
    expect(titlesIn("const ROWS = [['a BOM (R4)']];", "it.each(ROWS.slice(1))('refuses %s', f);")).toEqual([
      'R4 refuses a BOM',
    ]);
    expect(titlesIn(`it.each(NAMES.map((name) => [\`no \${name} (R4)\`]))('refuses %s (R5)', f);`)).toEqual([
      'R5 refuses %s',
      'R4 refuses no …',
    ]);
  });

  it('are numbers alone in a table, and those of functions that make it', () => {
    expect(titlesIn("it.each([['ON', 'R7'], ['R8 not']])('takes %s (%s)', f);")).toEqual(['R7 takes %s (%s)']);
    const lines = ["function rows() { return [['a BOM (R4)']]; }", "it.each([...rows()])('refuses %s', f);"];
    expect(titlesIn(...lines)).toEqual(['R4 refuses a BOM']);
  });

  it('are those of a table that another file of tests has', () => {
    const rows = ["import { ROWS } from '../other/rows.ts';", "it.each(ROWS)('refuses %s', f);"];
    expect(titlesIn(...rows)).toEqual(['R6 refuses UTF-16']);
  });

  it('are none of what stands in comments and bodies', () => {
    expect(titlesIn("// (R1)\nit('x', () => { send('y (R2)'); });", "const title = 'z (R3)';")).toEqual([]);
  });
});

describe('the judgement', () => {
  const judge = (page: string, ...cited: string[]) => findRuleFaults(parseRules(page), new Set(cited));

  it('finds rules without a test, unknown numbers and rules that may not be left out', () => {
    expect(judge(PAGE, 'R1')).toEqual([]);
    expect(judge(PAGE)).toEqual(['no test cites R1']);
    expect(judge(PAGE, 'R1', 'R9')).toEqual(['a test cites R9, which is no rule']);
    expect(judge('## A\n| R1 | documented | x | not-offered: y |')).toEqual(['R1 is documented: it must be offered']);
  });

  it('counts', () => {
    const counts = countRules(SECTIONS, new Set(['R1', 'R2']));
    expect(formatRuleCounts(counts)).toBe('1 of 3 rules same (33.3 %), 1 AWS only, 1 not offered');
    expect(formatRuleCounts(countRules(SECTIONS, new Set()))).toContain('1 untested');
    const differing = (count: number) => formatRuleCounts({ total: 9, byStatus: new Map([['differs', count]]) });
    expect([differing(1), differing(2)]).toEqual([
      '0 of 9 rules same (0.0 %), 1 differs',
      '0 of 9 rules same (0.0 %), 2 differ',
    ]);
    const share = (same: number) => formatRuleCounts({ total: 2_000, byStatus: new Map([['same', same]]) });
    expect([share(1_937), share(1_999), share(2_000)]).toEqual([
      '1937 of 2000 rules same (96.9 %)',
      '1999 of 2000 rules same (99.9 %)',
      '2000 of 2000 rules same (100.0 %)',
    ]);
  });
});

describe('the page', () => {
  const empty = ['counts', 'rules', 'operations'].map((name) => `<!-- ${name} -->\n<!-- /${name} -->`).join('\n');
  const cite = (rule: string, file: string, title: string) => ({ rule, file, title });

  it('names each rule once, with its tests by file or its reason', () => {
    const citations = [
      cite('R1', 'src/a/x.test.ts', 'takes %s | more'),
      cite('R1', 'src/a/x.test.ts', 'takes b'),
      cite('R1', 'test/y.test.ts', `takes ${'c'.repeat(100)}`),
      cite('R1', 'test/y.test.ts', 'takes d'),
    ];
    const page = putCompatibility(empty, { sections: SECTIONS, citations, operations: { logs: ['GetLogEvents'] } });
    expect(page).toContain(
      '| R1 | It is so (documented, chosen) | same | [a/x](../src/a/x.test.ts): takes … \\| more; takes b; ' +
        `[test/y](../test/y.test.ts): takes ${'c'.repeat(83)}…; 1 more |`,
    );
    expect(page).toContain('| N1 | So it was (observed) | **AWS only** | a bucket of theirs |');
    expect(page).toContain('| logs | `GetLogEvents` |');
    expect(putCompatibility(page, { sections: [], citations: [], operations: {} })).not.toContain('R1');
  });

  it('is confirmed by the names of the tests that passed', () => {
    const citations = [cite('R1', 'a', 'b')];
    const confirm = (...names: string[]) => confirmPage(SECTIONS, citations, names).faults;
    expect(confirm('a job > b (R1)')).toEqual([]);
    expect(confirm('a job > b')).toContain('no test that cites R1 passed');
    expect(confirm('b (R1)', 'c (R2)')).toEqual([
      'a test that passed cites R2, but not where `npm run generate` looks for it',
    ]);
    expect(confirm('b (R1)', 'c (R7)')).toContain('a test cites R7, which is no rule');
    expect(confirmPage(SECTIONS, citations, ['b (R1)']).line).toMatch(/^compatibility: 1 of 3 rules same \(33\.3 %\)/);
  });
});
