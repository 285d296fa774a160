import type { Converted } from '../records/unclear.ts';
import type { BooleanWords } from './mapping.ts';

const TRUE_WORDS = ['true', 't', 'yes', 'y', '1', 'on'];
const FALSE_WORDS = ['false', 'f', 'no', 'n', '0', 'off'];

/** Words for true and false in other languages. Whether a column means them is for its owner to say. */
const KNOWN_PAIRS = [
  'ja/nein ja/nee ja/nej ja/nei oui/non si/no sí/no sì/no sim/não tak/nie ano/ne da/ne da/nu igen/nem evet/hayır kyllä/ei',
  'да/нет так/ні ναι/όχι はい/いいえ 是/否 예/아니요 نعم/لا כן/לא',
  'wahr/falsch vrai/faux verdadero/falso vero/falso verdadeiro/falso waar/onwaar sant/falskt sand/falsk prawda/fałsz истина/ложь',
  'aktiv/inaktiv active/inactive enabled/disabled verified/unverified confirmed/unconfirmed',
].flatMap((line) => line.split(' ').map((pair) => pair.split('/')));

/** Words like this one, to say what it means (R767). */
function exampleFor(text: string): Readonly<Record<'yes' | 'no', string>> {
  const [yes = '', no = ''] = KNOWN_PAIRS.find((pair) => pair.includes(text.toLowerCase())) ?? ['ja', 'nein'];
  return { yes, no };
}

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
        remedy: 'word-unknown',
        words: exampleFor(text),
      }
    );
  };
}
