import { findSecretKind } from '../../check/remedies/secret-columns.ts';
import { findMeantColumn, nameOwnColumn, simplifyName } from '../../check/source/column-names.ts';
import { csvHeaderOf, MFA_COLUMN, USERNAME_COLUMN } from '../../domain/imports/csv-header.ts';
import { CUSTOM_ATTRIBUTES_MAX, isCustomAttribute } from '../../domain/pools/custom-attribute.ts';
import { DEFAULT_SCHEMA } from '../../domain/pools/default-schema.ts';
import { NO_HASH } from '../hashes/hash-verdict.ts';
import { readHash } from '../hashes/read-hash.ts';
import { column, type Mapping, type ValueRule } from '../mapping/mapping.ts';
import { type JsonObject, textOf } from '../records/json.ts';
import type { Source, SourceContext, SourceReading } from './source.ts';

const ATTRIBUTES = csvHeaderOf({ schema: DEFAULT_SCHEMA });
/** Names of columns, without case and punctuation, that hold an id of the user. */
const ID_NAMES: readonly string[] = ['id', 'uuid', 'guid', 'uid', 'customerid', 'accountid', 'memberid', 'externalid'];
const ENABLED_NAMES: readonly string[] = ['active', 'isactive', 'enabled', 'isenabled', 'accountenabled', 'aktiv'];
const DISABLED_NAMES: readonly string[] = [
  'disabled',
  'isdisabled',
  'blocked',
  'isblocked',
  'banned',
  'isbanned',
  'suspended',
  'issuspended',
  'deactivated',
  'gesperrt',
];
const GROUP_NAMES: readonly string[] = ['groups', 'roles', 'group', 'role', 'gruppen', 'rollen'];
/** A time at which an address was verified. */
const VERIFIED_AT = /^(email|phone)?(?:verified|confirmed|verification|confirmation)(?:at|on|date|time)$/;
const TRUE_WORDS: ReadonlySet<string> = new Set(['true', 't', 'yes', 'y', '1', 'on']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['false', 'f', 'no', 'n', '0', 'off']);

/** Any table: of a database, of a spreadsheet. The names of its columns say what is in them. */
export const csv: Source = {
  name: 'csv',
  title: 'a table of users (CSV)',
  kinds: [],
  exports: [],
  lists: [],
  mappingOf,
  open: openTable,
};

function mappingOf(columns: readonly string[]): Mapping {
  const attributes: Record<string, ValueRule> = {};
  const rest: string[] = [];
  let username: string | undefined;
  for (const name of columns) {
    if (name === '' || isRead(name)) continue;
    const verifiedAt = VERIFIED_AT.exec(simplifyName(name));
    const meant = findMeantColumn(name, ATTRIBUTES);
    if (verifiedAt !== null) {
      attributes[verifiedAt[1] === 'phone' ? 'phone_number_verified' : 'email_verified'] ??= column(name, {
        timestamp: true,
      });
    } else if (meant === USERNAME_COLUMN) username ??= name;
    else if (meant !== undefined && meant !== MFA_COLUMN && attributes[meant] === undefined)
      attributes[meant] = column(name);
    else rest.push(name);
  }
  const id = columns.find((name) => ID_NAMES.includes(simplifyName(name)));
  const taken = new Set(Object.keys(attributes));
  for (const name of rest) {
    if (name === id && username === undefined) continue;
    const own = nameOwnColumn(name, columns.indexOf(name) + 1, taken);
    if (taken.has(own) || [...taken].filter(isCustomAttribute).length >= CUSTOM_ATTRIBUTES_MAX) continue;
    taken.add(own);
    attributes[own] = column(name);
  }
  const names = [username, id].filter((name) => name !== undefined);
  const contact = attributes.email ?? attributes.phone_number;
  return {
    username:
      names.length > 0 ? column(names.length === 1 ? (names[0] ?? '') : names) : (contact ?? column('username')),
    aliases: ['email'],
    attributes,
    blank: ['\\N', 'NULL', 'null'],
  };
}

/** Whether a column is read by itself, and is no attribute: hashes, other secrets, whether a user is disabled, groups. */
function isRead(name: string): boolean {
  const plain = simplifyName(name);
  return (
    findSecretKind(name) !== undefined ||
    ENABLED_NAMES.includes(plain) ||
    DISABLED_NAMES.includes(plain) ||
    GROUP_NAMES.includes(plain)
  );
}

function openTable({ columns, pepper }: SourceContext): (record: JsonObject) => SourceReading {
  const named = (names: readonly string[]) => columns.filter((name) => names.includes(simplifyName(name)));
  const hashColumns = [
    ...columns.filter((name) => findSecretKind(name) === 'hash'),
    ...columns.filter((name) => findSecretKind(name) === 'password'),
  ];
  const idColumns = columns.filter(
    (name) => ID_NAMES.includes(simplifyName(name)) || findMeantColumn(name, [USERNAME_COLUMN, 'email']) !== undefined,
  );
  const openColumns = columns.filter((name) => findSecretKind(name) === undefined);
  const [enabled, disabled, groupColumns] = [named(ENABLED_NAMES), named(DISABLED_NAMES), named(GROUP_NAMES)];
  const isNo = (value: JsonObject[string]) => FALSE_WORDS.has(`${value ?? ''}`.toLowerCase());
  const isYes = (value: JsonObject[string]) => TRUE_WORDS.has(`${value ?? ''}`.toLowerCase());
  // The column of Devise, which can add a pepper.
  const mayHavePepper = hashColumns.some((name) => simplifyName(name) === 'encryptedpassword');
  return (record) => {
    const hash = firstOf(record, hashColumns);
    const groups = groupColumns.flatMap((name) => splitGroups(textOf(record[name])));
    return {
      kind: 'user',
      user: {
        id: firstOf(record, idColumns) ?? firstOf(record, openColumns) ?? '',
        fields: record,
        isDisabled: enabled.some((name) => isNo(record[name])) || disabled.some((name) => isYes(record[name])),
        hash:
          hash === undefined || BLANK_WORDS.has(hash)
            ? NO_HASH
            : readHash(hash, { pepper: mayHavePepper ? pepper : 'none' }),
        ...(groups.length === 0 ? {} : { groups }),
      },
    };
  };
}

const BLANK_WORDS: ReadonlySet<string> = new Set(['\\N', 'NULL', 'null']);

function firstOf(record: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textOf(record[name]);
    if (text !== undefined) return text;
  }
  return undefined;
}

function splitGroups(text: string | undefined): readonly string[] {
  if (text === undefined || BLANK_WORDS.has(text)) return [];
  return text
    .replace(/^[[{](.*)[\]}]$/, '$1')
    .split(/[,;|]/)
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
    .filter((name) => name !== '');
}
