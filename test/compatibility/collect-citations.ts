import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
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
/** A column of a table whose rows are made into titles. */
const NUMBER_ALONE = /^(?:[RN]\d{1,4}|S\d{1,3}[a-c]?)$/;
const TITLED = /^(?:it|test|describe\w*)$/;

/** Every citation in the titles of the tests below `root`, by file and place. */
export function collectCitations(root: string): readonly Citation[] {
  const readText = (path: string) => readFileSync(join(root, path), 'utf8');
  return FOLDERS.flatMap((folder) =>
    listTypeScriptFiles(join(root, folder))
      .filter((path) => isTest(path))
      .map((path) => `${folder}/${path}`)
      .flatMap((file) => citationsOf(file, readText(file), readText)),
  );
}

/**
 * The citations of one file: in the title of `it`, `test` and `describe`, and in the texts of the table that fills a title
 * (`it.each(table)('%s', …)`), also where the table is a constant or a function of the file or of one that it imports; in a table a
 * number alone, `'R239'`, counts too. What stands in the body of a test is not looked at. `readText` gives the text of another file of
 * the project.
 */
export function citationsOf(file: string, text: string, readText: (path: string) => string): Citation[] {
  const source = parse(file, text);
  const constants = new Constants(file, source, readText);
  const citations: Citation[] = [];
  const add = (cited: string, title: string): void => {
    for (const rule of citedRules(cited)) citations.push({ rule, file, title: withoutCitations(title) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && TITLED.test(nameOfCallee(node.expression))) {
      const title = node.arguments.flatMap((argument) => textOf(argument) ?? []).at(-1);
      if (title !== undefined) {
        add(title, title);
        for (const row of textsBelow(tableOf(node), constants)) {
          const filled = title.replace('%s', () => row);
          if (NUMBER_ALONE.test(row)) add(`(${row})`, title);
          else add(row, filled);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return citations;
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
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

function textsBelow(table: ts.Node | undefined, constants: Constants): string[] {
  const texts: string[] = [];
  const seen = new Set<ts.Node>();
  const visit = (node: ts.Node, known: Constants): void => {
    const text = textOf(node);
    if (text !== undefined) texts.push(text);
    const constant = ts.isIdentifier(node) ? known.find(node.text) : undefined;
    if (constant && !seen.has(constant.value)) {
      seen.add(constant.value);
      visit(constant.value, constant.constants);
    }
    ts.forEachChild(node, (child) => visit(child, known));
  };
  if (table) visit(table, constants);
  return texts;
}

/** The constants and functions that a file knows: its own, and those it imports from files of the project. */
class Constants {
  readonly #own = new Map<string, ts.Node>();
  /** Path of the file that an imported name comes from. */
  readonly #imported = new Map<string, string>();
  readonly #readText: (path: string) => string;

  constructor(file: string, source: ts.SourceFile, readText: (path: string) => string) {
    this.#readText = readText;
    const visit = (node: ts.Node): void => {
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
        this.#own.set(node.name.text, node.initializer);
      } else if (ts.isFunctionDeclaration(node) && node.name && node.body) {
        this.#own.set(node.name.text, node.body);
      } else if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
        const { text } = node.moduleSpecifier;
        const names = node.importClause?.namedBindings;
        if (!text.startsWith('.') || !names || !ts.isNamedImports(names)) return;
        for (const { name } of names.elements) this.#imported.set(name.text, join(dirname(file), text));
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }

  find(name: string): { readonly value: ts.Node; readonly constants: Constants } | undefined {
    const value = this.#own.get(name);
    if (value) return { value, constants: this };
    const path = this.#imported.get(name);
    // Texts of the product are no titles.
    if (path === undefined || (path.startsWith('src/') && !isTest(path))) return undefined;
    return new Constants(path, parse(path, this.#readText(path)), this.#readText).find(name);
  }
}
