import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findPhrases } from './words/find-phrases.ts';
import { listLiterals, listTexts, withoutQuotes } from './words/list-texts.ts';
import { readPhrases } from './words/read-phrases.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PHRASES_MAX = 60;
const PHRASES = readPhrases(readFileSync(join(ROOT, 'docs/STYLE.md'), 'utf8'));

describe('what people read', () => {
  const texts = listTexts(ROOT);

  it('has none of the phrases that docs/STYLE.md replaces', () => {
    expect(findPhrases(texts, PHRASES)).toEqual([]);
  });

  it('is README, docs, deploy, the rules, and the messages of the sources', () => {
    const paths = new Set(texts.map(({ path }) => path));
    for (const path of [
      'README.md',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'SECURITY.md',
      'Dockerfile',
      'docs/OPERATING.md',
      'docs/COMPATIBILITY.md',
      'docs/decisions/0016-postgresql.md',
      'deploy/kubernetes.yaml',
      'test/compatibility/rules.md',
      'src/cli/main.ts',
      'src/config/settings.ts',
      'src/upload/upload-hints.ts',
      'src/base/metrics/metric-table.ts',
    ]) {
      expect(paths).toContain(path);
    }
    expect([...paths].filter((path) => path.endsWith('.test.ts') || path === 'docs/STYLE.md')).toEqual([]);
  });
});

describe('the phrases', () => {
  it('are few, each once, and none is in what replaces it', () => {
    const phrases = PHRASES.map(({ phrase }) => phrase.toLowerCase());
    expect(phrases.length).toBeLessThanOrEqual(PHRASES_MAX);
    expect(new Set(phrases).size).toBe(phrases.length);
    expect(
      findPhrases(
        PHRASES.map(({ better }) => ({ path: 'better', line: 1, text: better })),
        PHRASES,
      ),
    ).toEqual([]);
  });

  it.each(PHRASES.map(({ phrase }) => phrase))('are found when one comes back: %s', (phrase) => {
    const [first = '', ...rest] = phrase.split(' ');
    const capital = first.charAt(0).toUpperCase() + first.slice(1);
    const page = `A line.\nIt ${phrase} now. ${[capital, ...rest].join('\n')}!`;
    const found = findPhrases([{ path: 'docs/NEW.md', line: 1, text: page }], PHRASES);
    expect(found.filter((line) => line.startsWith(`docs/NEW.md:2: "${phrase}"`)).length).toBe(2);
  });

  it('are found in messages, also around a value, and not in names, imports, comments and other words', () => {
    const code = [
      "import { x } from './looked at';",
      '// looked at',
      "const note = 'It was looked at.';",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: source of a test
      'const line = `mends ${count(`is made on ${day}`)} records a second`;',
      "const word = 'recommended amendments overlooked attic';",
    ].join('\n');
    expect(findPhrases(listLiterals('src/cli/x.ts', code), PHRASES)).toEqual([
      'src/cli/x.ts:3: "looked at", better: checked',
      'src/cli/x.ts:4: "mends", better: fixes',
      'src/cli/x.ts:4: "records a second", better: records per second',
      'src/cli/x.ts:4: "is made on", better: is created on',
    ]);
  });

  it('are not looked for in quoted output, whose lines still count', () => {
    const page = 'one\n```\nlooked at\n```\nlooked at\n';
    expect(findPhrases([{ path: 'a.md', line: 1, text: withoutQuotes(page) }], PHRASES)).toEqual([
      'a.md:5: "looked at", better: checked',
    ]);
  });
});
