import type { Output } from './output.ts';
import { displayWidth } from './text-width.ts';

/**
 * Breaks each line at its spaces, so that it takes at most `columns`; a word that is longer stays whole. Lines that go on are indented
 * by `hang` columns, or as deep as the line that they belong to.
 */
export function wrapText(text: string, columns: number, hang?: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns, hang))
    .join('\n');
}

function wrapLine(line: string, columns: number, hang: number | undefined): string {
  if (displayWidth(line) <= columns) return line;
  const start = /^ */.exec(line)?.[0] ?? '';
  const indent = ' '.repeat(hang ?? start.length);
  const lines: string[] = [];
  let current = '';
  // Words with the spaces before them: columns of a table keep their distance.
  for (const [spacedWord] of line.matchAll(/ *[^ ]+/g)) {
    if (current !== '' && displayWidth(current + spacedWord) > columns) {
      lines.push(current);
      current = indent + spacedWord.trimStart();
    } else {
      current += spacedWord;
    }
  }
  return [...lines, current].join('\n');
}

/** Prints text for people, wrapped at words if standard output is a terminal. */
export function printText(text: string, output: Output, hang?: number): void {
  output.print(output.columns === undefined ? text : wrapText(text, output.columns, hang));
}

/** The same to standard error. */
export function noteText(text: string, output: Output): void {
  output.note(output.terminal === undefined ? text : wrapText(text, output.terminal.columns || 80));
}
