import { UNCLEAR_REMEDIES, type Unclear, type UnclearRemedyId } from './unclear.ts';

/** Why a record makes no user of a file, and what can be done about it. `<x>` stands for a value. Sentences for people. */
export const LEFT_OUT_TEXTS = {
  'record-not-json': {
    reason: 'The record is not valid JSON: <fault>.',
    remedy: 'Export the file again; it may have been cut or edited.',
  },
  'record-not-object': {
    reason: 'The record is not a JSON object.',
    remedy: 'Give a file with one object per user.',
  },
  'record-too-large': {
    reason: 'The record has more than <limit>.',
    remedy: 'No user has that much data: see whether a quote or a bracket is missing before it.',
  },
  'record-too-deep': {
    reason: 'The record is nested deeper than <limit> levels.',
    remedy: 'Export the file again, or remove the nested data.',
  },
  'record-blank': {
    reason: 'The record has no values.',
    remedy: 'Nothing needs to be done: spreadsheets write such lines.',
  },
  'record-too-long': {
    reason: 'The record would have more than 16,000 characters.',
    remedy: 'Map fewer or shorter attributes (--map).',
  },
  'field-count-differs': {
    reason: 'The record has <n> values, the header has <m>.',
    remedy: 'Quote values that hold the delimiter, a quote or a line break.',
  },
  'not-a-user': {
    reason: 'The record is of <what>.',
    remedy: 'Nothing needs to be done.',
  },
  'user-anonymous': {
    reason: 'The user is anonymous.',
    remedy: 'Nothing needs to be done: the application creates such users again.',
  },
  'user-deleted': {
    reason: 'The user was deleted.',
    remedy: 'Nothing needs to be done.',
  },
  'user-of-service': {
    reason: 'It is the account of a service, not of a person.',
    remedy: 'Create an app client for it.',
  },
  'user-of-provider': {
    reason: 'The user signs in through <provider> only.',
    remedy: 'The pool creates the user at the next sign-in through that provider, with a new sub.',
  },
  'user-unwanted': {
    reason: 'The mapping leaves the user out: <rule>.',
    remedy: 'Change leaveOut in the mapping file if it should go.',
  },
  'no-contact': {
    reason: 'The user has neither an email address nor a phone number.',
    remedy: 'Create the user with AdminCreateUser; a CSV file needs a verified address or number.',
  },
  'nothing-verified': {
    reason: 'Neither the email address nor the phone number is verified.',
    remedy:
      'Verify it first and export again, or create the user with AdminCreateUser. --email-verified yes does not change what the export says.',
  },
  'verified-unknown': {
    reason: 'The export does not say whether the email address is verified.',
    remedy:
      'If you know that all of these are, add --email-verified yes; otherwise these users cannot be imported from a file.',
  },
  'phone-verified-unknown': {
    reason: 'The user has no email address, and nothing says whether the phone number is verified.',
    remedy:
      'If you know that all of these are, add phone_number_verified: {constant: true} to attributes in the mapping file (--map); otherwise these users cannot be imported from a file.',
  },
  'verified-unclear': {
    reason: 'Whether the email address is verified is unclear, and the mapping leaves it blank.',
    remedy:
      'Add the words that mean true and false to booleans in the mapping file. --email-verified yes changes no unclear value.',
  },
  'id-missing': {
    reason: 'The record has no <member>.',
    remedy: 'Name the field that holds the user name in the mapping file (username).',
  },
  'value-unclear': {
    reason: 'The value of <attribute> is unclear: <fault>.',
    remedy: '<remedy>',
  },
  'user-exists-already': {
    reason: 'A user before it<place> has the same user name.',
    remedy: 'Choose another field for the user name in the mapping file (username), or merge the two.',
  },
  'alias-taken': {
    reason: 'A user before it<place> signs in with the same <attribute>.',
    remedy: 'Decide which of the two keeps it, and remove the other one, or merge them.',
  },
  'record-unacceptable': {
    reason: 'An import would refuse the record: <text>',
    remedy: 'Correct the value at the source, or map another field (--map).',
  },
  'value-out-of-bounds': {
    reason: 'The value of <attribute> does not fit: <length>the pool takes <limit>.',
    remedy: 'Shorten or correct it at the source, or map <attribute> from another field or not at all (--map).',
  },
} as const satisfies Readonly<Record<string, { readonly reason: string; readonly remedy: string }>>;

export type LeftOutId = keyof typeof LEFT_OUT_TEXTS;

/** Why one record is left out; `values` fill the places in its texts, in their order in reason and remedy. */
export interface LeftOutReason {
  readonly id: LeftOutId;
  readonly values?: Readonly<Record<string, string>>;
  /** Of `value-unclear`: what is known of the value. */
  readonly unclear?: Unclear;
}

/** A record that is left out, as left-out.csv has it. */
export interface LeftOutRecord {
  /** The name of the file. */
  readonly source: string;
  readonly line: number;
  readonly id: string;
  readonly reason: string;
  readonly remedy: string;
}

/** Other remedies than those of the command line, for where they are read in another place. `<x>` stands for the same values. */
export interface LeftOutRemedies {
  readonly leftOut: Readonly<Partial<Record<LeftOutId, string>>>;
  readonly unclear: Readonly<Partial<Record<UnclearRemedyId, string>>>;
}

const OF_COMMAND_LINE: LeftOutRemedies = { leftOut: {}, unclear: {} };

export function describeLeftOut(
  { id, values = {}, unclear }: LeftOutReason,
  remedies: LeftOutRemedies = OF_COMMAND_LINE,
): Pick<LeftOutRecord, 'reason' | 'remedy'> {
  const fill = (text: string, known = values) =>
    text.replaceAll(/<(\w+)>/g, (_place, name: string) => known[name] ?? '');
  const own = unclear && fill(remedies.unclear[unclear.remedy] ?? UNCLEAR_REMEDIES[unclear.remedy], unclear.words);
  return { reason: fill(LEFT_OUT_TEXTS[id].reason), remedy: own ?? fill(remedyOf(id, remedies)) };
}

/** Reasons whose values are no data of users, and few: the summary shows them as they are. */
const SHOWN_IN_FULL: ReadonlySet<LeftOutId> = new Set([
  'value-unclear',
  'id-missing',
  'alias-taken',
  'user-exists-already',
  'value-out-of-bounds',
  'record-too-large',
]);

/** Values of a single record, of which the text is whole without them. */
const OF_ONE_RECORD = { place: '', length: '' };

/** Why records are left out, without what belongs to a single one of them. `…` stands for that. */
export function summarizeLeftOut(
  leftOut: LeftOutReason,
  remedies: LeftOutRemedies = OF_COMMAND_LINE,
): Pick<LeftOutRecord, 'reason' | 'remedy'> {
  const given = { ...leftOut, values: { ...leftOut.values, ...OF_ONE_RECORD } };
  if (SHOWN_IN_FULL.has(given.id)) return describeLeftOut(given, remedies);
  const { reason } = LEFT_OUT_TEXTS[given.id];
  return { reason: withoutPlaces(reason), remedy: withoutPlaces(remedyOf(given.id, remedies)) };
}

function remedyOf(id: LeftOutId, { leftOut }: LeftOutRemedies): string {
  return leftOut[id] ?? LEFT_OUT_TEXTS[id].remedy;
}

/** The reason of an ID of `convert.json`, as a sentence without values; of another version, the ID itself. */
export function nameLeftOut(id: string): string {
  const found = Object.entries(LEFT_OUT_TEXTS).find(([known]) => known === id);
  return found === undefined ? id : withoutPlaces(found[1].reason);
}

function withoutPlaces(text: string): string {
  return text.replace(/: <\w+>\.?$/, '.').replaceAll(/<\w+>\.?/g, '…');
}
