import type { Text } from './list-texts.ts';
import type { Phrase } from './read-phrases.ts';

/** A line for each phrase in a text: where it is, and what to write instead. */
export function findPhrases(texts: readonly Text[], phrases: readonly Phrase[]): readonly string[] {
  const patterns = phrases.map(({ phrase, better }) => ({ phrase, better, pattern: toPattern(phrase) }));
  return texts.flatMap(({ path, line, text }) =>
    patterns.flatMap(({ phrase, better, pattern }) =>
      [...text.matchAll(pattern)].map(({ index }) => {
        const number = line + text.slice(0, index).split('\n').length - 1;
        return `${path}:${number}: "${phrase}", better: ${better}`;
      }),
    ),
  );
}

/** Whole words in any letter case, with a line break where the phrase has a space, and the marks that begin a line of a comment. */
function toPattern(phrase: string): RegExp {
  const words = phrase.split(' ').map((word) => word.replaceAll(/[^\w-]/g, '\\$&'));
  return new RegExp(`(?<![\\w-])${words.join('\\s+(?:#\\s+)?')}(?![\\w-])`, 'gi');
}
