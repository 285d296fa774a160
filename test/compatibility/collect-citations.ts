import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { isTest, listTypeScriptFiles } from '../house/check-layers.ts';
import { citedRules, withoutCitations } from './cited-rules.ts';

/** A test that names a rule in its title, as its source says. */
export interface Citation {
  readonly rule: string;
  /** From the root of the project. */
  readonly file: string;
  /** The title without its citations. */
  readonly title: string;
}

const FOLDERS = ['src', 'test', 'bench'];
const TITLED = /^(?:it|test|describe\w*)$/;

/** Every citation in the titles of the tests below `root`, by file and place. */
export function collectCitations(root: string): readonly Citation[] {
  return FOLDERS.flatMap((folder) =>
    listTypeScriptFiles(join(root, folder))
      .filter((path) => isTest(path))
      .flatMap((path) =>
        citationsOf(`${folder}/${path.replaceAll('\\', '/')}`, readFileSync(join(root, folder, path), 'utf8')),
      ),
  );
}

/**
 * The citations of one file: in the title of `it`, `test` and `describe`, and in the texts of the table that fills a title
 * (`it.each(table)('%s', …)`), also where the table is a constant of the file. What stands in the body of a test is not looked at.
 */
export function citationsOf(file: string, text: string): Citation[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = readConstants(source);
  const citations: Citation[] = [];
  const add = (cited: string, title: string): void => {
    for (const rule of citedRules(cited)) citations.push({ rule, file, title: withoutCitations(title) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && TITLED.test(nameOfCallee(node.expression))) {
      const title = node.arguments.flatMap((argument) => textOf(argument) ?? []).at(-1);
      if (title !== undefined) {
        add(title, title);
        for (const row of textsBelow(tableOf(node), constants))
          add(
            row,
            title.replace('%s', () => row),
          );
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return citations;
}

/** `it` of `it('…')`, `it.skipIf(x)('…')` and `it.each(table)('…')`. */
function nameOfCallee(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) return nameOfCallee(callee.expression);
  return '';
}

/** The table of `it.each(table)('…')`. */
function tableOf({ expression }: ts.CallExpression): ts.Expression | undefined {
  return ts.isCallExpression(expression) ? expression.arguments[0] : undefined;
}

/** The text of a string or template; what a template puts in is left open. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

function textsBelow(node: ts.Node | undefined, constants: ReadonlyMap<string, ts.Expression>): string[] {
  const texts: string[] = [];
  const seen = new Set<string>();
  const visit = (below: ts.Node): void => {
    const text = textOf(below);
    if (text !== undefined) texts.push(text);
    const constant = ts.isIdentifier(below) && !seen.has(below.text) ? constants.get(below.text) : undefined;
    if (constant) {
      seen.add((below as ts.Identifier).text);
      visit(constant);
    }
    ts.forEachChild(below, visit);
  };
  if (node) visit(node);
  return texts;
}

function readConstants(source: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  const constants = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      constants.set(node.name.text, node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return constants;
}
