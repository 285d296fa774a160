import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { isTest, listTypeScriptFiles } from './check-layers.ts';

const FILE_LINES_MAX = 400;
const UNFINISHED = /\b(?:FIXME|TODO)\b/;
const GENERATED = /(?:^|\/)generated\//;

/** Something that only one room may do, and how it looks in the source. */
interface Privilege {
  readonly what: string;
  readonly rooms: readonly string[];
  isUsed(node: ts.Node): boolean;
}

const PRIVILEGES: readonly Privilege[] = [
  {
    what: 'reads the clock',
    rooms: ['base'],
    isUsed: (node) =>
      isMember(node, ['Date.now', 'performance.now', 'process.hrtime', 'process.uptime']) ||
      (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0),
  },
  {
    what: 'asks for chance',
    rooms: ['base'],
    isUsed: (node) =>
      isMember(node, ['Math.random']) ||
      (ts.isIdentifier(node) && ['randomBytes', 'randomUUID', 'randomInt', 'getRandomValues'].includes(node.text)),
  },
  { what: 'reads process.env', rooms: ['base', 'cli'], isUsed: (node) => isMember(node, ['process.env']) },
  {
    what: 'writes to the console',
    rooms: ['cli'],
    isUsed: (node) => ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console',
  },
];

/** Returns a line for each thing in the sources below a folder of `root` that the house does not allow. */
export function checkSources(root: string, folder = 'src'): string[] {
  return listTypeScriptFiles(join(root, folder)).flatMap((path) =>
    checkSource(folder, path, readFileSync(join(root, folder, path), 'utf8')),
  );
}

function checkSource(folder: string, path: string, text: string): string[] {
  if (GENERATED.test(path)) return [];
  const offences: string[] = [];
  const lines = text.split('\n');
  if (lines.length > FILE_LINES_MAX + 1) offences.push(`${folder}/${path} has more than ${FILE_LINES_MAX} lines`);
  for (const [index, line] of lines.entries()) {
    if (UNFINISHED.test(line)) offences.push(`${folder}/${path}:${index + 1} is unfinished: ${line.trim()}`);
  }
  if (isTest(path)) return offences;
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const visit = (node: ts.Node): void => {
    for (const { what, rooms, isUsed } of PRIVILEGES) {
      if (!rooms.includes(String(path.split('/')[0])) && isUsed(node)) {
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        offences.push(`${folder}/${path}:${line} ${what}, which only ${rooms.join(' and ')} may`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return offences;
}

function isMember(node: ts.Node, names: readonly string[]): boolean {
  return ts.isPropertyAccessExpression(node) && names.includes(node.getText());
}
