/** A phrase that texts do not have, and what they have instead. */
export interface Phrase {
  readonly phrase: string;
  readonly better: string;
}

const BEGIN = '<!-- phrases -->\n';
const END = '<!-- /phrases -->';
/** Head and rule of the table. */
const HEAD_LINES = 2;

/** The table of phrases on the page of style. @throws if the page has none */
export function readPhrases(page: string): readonly Phrase[] {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END, from);
  if (from < 0 || to < 0) throw new Error('the page has no markers for its phrases');
  const lines = page
    .slice(from + BEGIN.length, to)
    .trimEnd()
    .split('\n')
    .slice(HEAD_LINES);
  return lines.map((line) => {
    const [, phrase, better] = /^\| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? [];
    if (phrase === undefined || better === undefined) throw new Error(`not a row of phrases: ${line}`);
    return { phrase, better };
  });
}
