import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A piece of text that people read, and where it stands. */
export interface Text {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

const PAGES = [
  '*.md',
  'docs/**/*.md',
  'deploy/**/*.{md,yaml}',
  'examples/**/*.md',
  'test/compatibility/rules.md',
  'Dockerfile',
];
/** The page with the phrases themselves. */
const STYLE = 'docs/STYLE.md';
/** Rooms whose messages reach a person, and the sources of generated tables. */
const SOURCES = [
  'src/{blobs,check,cli,config,driver,jobs,service,state,upload}/**/*.ts',
  'src/base/metrics/metric-table.ts',
  'console/src/texts/en/**/*.ts',
];
const TEST = /\.(?:test|fixture)\.ts$/;
/** Output that is quoted, and tables of titles of tests. */
const QUOTED = /^```.*?^```$|<!-- rules -->.*?<!-- \/rules -->/gms;

/** All texts of the project that people read: pages, `--help`, messages. */
export function listTexts(root: string): readonly Text[] {
  const pages = globSync([...PAGES], { cwd: root }).filter((path) => path !== STYLE);
  const sources = globSync(SOURCES, { cwd: root }).filter((path) => !TEST.test(path));
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  return [
    ...pages.map((path) => ({ path, line: 1, text: withoutQuotes(read(path)) })),
    ...sources.flatMap((path) => listLiterals(path, read(path))),
  ];
}

/** Quoted parts are blanked, so that lines keep their numbers. */
export function withoutQuotes(page: string): string {
  return page.replaceAll(QUOTED, (quoted) => quoted.replaceAll(/[^\n]/g, ''));
}

/** The texts in a source: strings, and templates with `…` for each value. */
export function listLiterals(path: string, code: string): readonly Text[] {
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    const text = textOf(node);
    if (text === undefined) {
      ts.forEachChild(node, visit);
      return;
    }
    texts.push({ path, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    if (ts.isTemplateExpression(node)) for (const span of node.templateSpans) visit(span.expression);
  };
  visit(source);
  return texts;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
