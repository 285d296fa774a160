import type { BooleanWords } from './mapping.ts';
import type { Converted } from './unclear.ts';

const TRUE_WORDS = ['true', 't', 'yes', 'y', '1', 'on'];
const FALSE_WORDS = ['false', 'f', 'no', 'n', '0', 'off'];

/** `true` or `false` of a word that means it, in any case; a blank stays blank. */
export function compileBoolean(words: BooleanWords | undefined): (text: string) => Converted {
  const meanings = new Map<string, 'true' | 'false'>();
  for (const word of [...TRUE_WORDS, ...(words?.true ?? [])]) meanings.set(word.toLowerCase(), 'true');
  for (const word of [...FALSE_WORDS, ...(words?.false ?? [])]) meanings.set(word.toLowerCase(), 'false');
  return (text) => {
    if (text === 'true' || text === 'false' || text === '') return text;
    return (
      meanings.get(text.toLowerCase()) ?? {
        fault: 'it is not a word for true or false',
        remedy: 'Add the word to booleans in the mapping file; for a column of times add timestamp: true.',
      }
    );
  };
}
