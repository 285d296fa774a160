import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PAGES = globSync(['*.md', 'docs/**/*.md', 'deploy/**/*.md', 'examples/*/*.md', 'test/compatibility/rules.md'], {
  cwd: ROOT,
});
const LINK = /\[[^\]]+\]\((?![a-z]+:)([^)#\s]*)(?:#([^)]*))?\)/g;

/** Links of a page that lead nowhere: no such file, or no such heading in it. `read` is undefined for a folder. */
function findBrokenLinks(
  page: string,
  text: string,
  { exists, read }: { exists: (path: string) => boolean; read: (path: string) => string | undefined },
): string[] {
  return [...text.matchAll(LINK)].flatMap(([link, path = '', heading]) => {
    const target = path === '' ? page : normalize(join(dirname(page), path));
    if (!exists(target)) return [`${page}: ${link}`];
    if (heading === undefined) return [];
    return headingsOf(read(target) ?? '').includes(heading) ? [] : [`${page}: ${link}`];
  });
}

/** As the anchors that a page of Markdown gets from its headings. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the pages', () => {
  it('link to files and headings that exist', () => {
    const files = {
      exists: (path: string) => existsSync(join(ROOT, path)),
      read: (path: string) =>
        statSync(join(ROOT, path)).isFile() ? readFileSync(join(ROOT, path), 'utf8') : undefined,
    };
    expect(PAGES.flatMap((page) => findBrokenLinks(page, readFileSync(join(ROOT, page), 'utf8'), files))).toEqual([]);
    expect(PAGES.length).toBeGreaterThan(20);
  });

  it('are found out when they do not', () => {
    const pages: Record<string, string> = { 'docs/a.md': '# Some words: here\n', 'b.md': '' };
    const files = { exists: (path: string) => path in pages, read: (path: string) => pages[path] };
    const text = [
      '[good](a.md) [good](a.md#some-words-here) [good](../b.md) [good](https://example.com/x)',
      '[gone](c.md) [gone](a.md#other) [gone](#other)',
    ].join('\n');
    expect(findBrokenLinks('docs/a.md', text, files)).toEqual([
      'docs/a.md: [gone](c.md)',
      'docs/a.md: [gone](a.md#other)',
      'docs/a.md: [gone](#other)',
    ]);
  });
});
