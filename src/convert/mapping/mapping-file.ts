import { isMap, isNode, isScalar, LineCounter, type Node, type ParsedNode, parseDocument, stringify } from 'yaml';
import { ConvertError } from '../records/convert-error.ts';
import type { MappingChange } from './change-mapping.ts';
import { isDateForm } from './convert-date.ts';
import { isCountry } from './convert-phone-number.ts';
import {
  type BooleanWords,
  type ContactName,
  type LeaveOutRule,
  type Mapping,
  type ValueForms,
  type ValueRule,
  WORDS_OF_NAME,
} from './mapping.ts';

/** A mapping file that was read. */
export interface MappingFile {
  readonly change: MappingChange;
  /** From 1, of what stands at that place (`['attributes', 'email']`); undefined if the file does not say it. */
  lineOf(place: readonly string[]): number | undefined;
}

/** Reads a mapping file (YAML, so JSON too). @throws {ConvertError} naming the line, and what to write there */
export function readMappingFile(text: string, fileName: string): MappingFile {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, schema: 'core' });
  const fail = (offset: number | undefined, message: string): never => {
    const line = offset === undefined ? 1 : lineCounter.linePos(offset).line;
    throw new ConvertError(`${fileName}, line ${line}: ${message}`);
  };
  const [error] = document.errors;
  if (error !== undefined) fail(error.pos[0], error.message.split('\n')[0]?.replace(/ at line .*$/, '') ?? error.code);
  const { contents } = document;
  const change = contents === null ? {} : new MappingReader(fail).read(contents);
  return {
    change,
    lineOf(place) {
      const node = document.getIn(place, true);
      const offset = isNode(node) ? node.range?.[0] : undefined;
      return offset === undefined ? undefined : lineCounter.linePos(offset).line;
    },
  };
}

/** The mapping as a file that {@link readMappingFile} reads. */
export function writeMappingFile(mapping: Mapping, sourceName: string): string {
  const { username, aliases, attributes, country, booleans, blank, leaveOut } = mapping;
  const rules = Object.fromEntries(Object.entries(attributes).map(([name, rule]) => [name, shorten(rule)]));
  const content = {
    username: shorten(username),
    ...(aliases === undefined ? {} : { aliases }),
    attributes: rules,
    ...(country === undefined ? {} : { country }),
    ...(booleans === undefined ? {} : { booleans }),
    ...(blank === undefined ? {} : { blank }),
    ...(leaveOut === undefined ? {} : { leaveOut }),
  };
  const head = [
    `# What of an export goes where (muster convert --from ${sourceName} --map THIS-FILE).`,
    '# A value is the name of a column, a path into JSON (user_metadata.city, emails[0]), or one of:',
    '#   {column: dob, date: dd.mm.yyyy}   {column: [mobile, phone]}   {column: confirmed_at, timestamp: true}',
    '#   {column: full_name, words: first} (or after-first, last, before-last)',
    '#   {constant: "true"}   {template: "{first} {last}"}   unclear: blank imports a user without an unclear value',
    '# Also: country: DE, booleans: {true: [ja], false: [nein]}, blank: [NULL], leaveOut: [{column: status, is: [deleted]}]',
  ];
  return `${head.join('\n')}\n${stringify(content, { flowCollectionPadding: false, collectionStyle: 'any' })}`;
}

function shorten(rule: ValueRule): unknown {
  return 'column' in rule && typeof rule.column === 'string' && Object.keys(rule).length === 1 ? rule.column : rule;
}

const KEYS = ['username', 'aliases', 'attributes', 'country', 'booleans', 'blank', 'leaveOut'];
const RULE_KEYS = ['column', 'constant', 'template', 'date', 'timestamp', 'words', 'unclear'];
const LEAVE_OUT_KEYS = ['column', 'is', 'present'];

type Fail = (offset: number | undefined, message: string) => never;

class MappingReader {
  readonly #fail: Fail;

  constructor(fail: Fail) {
    this.#fail = fail;
  }

  read(contents: ParsedNode): MappingChange {
    const change: { -readonly [Key in keyof MappingChange]: MappingChange[Key] } = {};
    for (const [key, node] of this.#members(contents, KEYS, 'the file')) {
      switch (key) {
        case 'username':
          change.username = this.#rule(node, key) ?? this.#refuse(node, 'username is the name of a column');
          break;
        case 'aliases':
          change.aliases = this.#texts(node, key).map((text) => this.#contact(text, node));
          break;
        case 'attributes':
          change.attributes = this.#attributes(node);
          break;
        case 'country':
          change.country = this.#country(node);
          break;
        case 'booleans':
          change.booleans = this.#booleans(node);
          break;
        case 'blank':
          change.blank = this.#texts(node, key);
          break;
        case 'leaveOut':
          change.leaveOut = this.#items(node, key).map((item) => this.#leaveOut(item));
          break;
      }
    }
    return change;
  }

  #attributes(node: Node | null): Readonly<Record<string, ValueRule | undefined>> {
    const rules: Record<string, ValueRule | undefined> = {};
    for (const [name, value] of this.#members(node, undefined, 'attributes')) rules[name] = this.#rule(value, name);
    return rules;
  }

  /** Undefined for no value, or null. */
  #rule(node: Node | null, name: string): ValueRule | undefined {
    if (node === null || (isScalar(node) && node.value === null)) return undefined;
    if (isScalar(node)) return { column: this.#text(node, name) };
    const members = new Map(this.#members(node, RULE_KEYS, name));
    const ways = ['column', 'constant', 'template'].filter((key) => members.has(key));
    if (ways.length !== 1) this.#refuse(node, `${name} has one of column, constant and template`);
    const constant = members.get('constant');
    if (constant !== undefined) return { constant: this.#text(constant, `${name}.constant`) };
    const date = this.#optionalText(members.get('date'), `${name}.date`);
    if (date !== undefined && !isDateForm(date)) {
      this.#refuse(
        members.get('date'),
        `${name}.date is iso, mdy, dmy, epoch_s, epoch_ms, excel, or a pattern such as dd.mm.yyyy`,
      );
    }
    const unclear = this.#optionalText(members.get('unclear'), `${name}.unclear`);
    if (unclear !== undefined && unclear !== 'blank' && unclear !== 'leave-out') {
      this.#refuse(members.get('unclear'), `${name}.unclear is blank or leave-out`);
    }
    const givenWords = this.#optionalText(members.get('words'), `${name}.words`);
    const words = WORDS_OF_NAME.find((known) => known === givenWords);
    if (givenWords !== undefined && words === undefined)
      this.#refuse(members.get('words'), `${name}.words is one of ${WORDS_OF_NAME.join(', ')}`);
    const timestamp = members.get('timestamp');
    const forms: ValueForms = {
      ...(date === undefined ? {} : { date }),
      ...(words === undefined ? {} : { words }),
      ...(unclear === 'blank' || unclear === 'leave-out' ? { unclear } : {}),
      ...(timestamp === undefined ? {} : { timestamp: this.#flag(timestamp, `${name}.timestamp`) }),
    };
    const template = members.get('template');
    if (template !== undefined) return { template: this.#text(template, `${name}.template`), ...forms };
    const column = members.get('column') ?? null;
    return {
      column: isScalar(column) ? this.#text(column, `${name}.column`) : this.#texts(column, `${name}.column`),
      ...forms,
    };
  }

  #leaveOut(node: Node): LeaveOutRule {
    const members = new Map(this.#members(node, LEAVE_OUT_KEYS, 'leaveOut'));
    const column =
      this.#optionalText(members.get('column'), 'leaveOut.column') ?? this.#refuse(node, 'leaveOut has a column');
    const is = members.get('is');
    const present = members.get('present');
    if ((is === undefined) === (present === undefined))
      this.#refuse(node, 'leaveOut has is (a list of values) or present (true or false)');
    return {
      column,
      ...(is === undefined
        ? {}
        : { is: isScalar(is) ? [this.#text(is, 'leaveOut.is')] : this.#texts(is, 'leaveOut.is') }),
      ...(present === undefined ? {} : { present: this.#flag(present, 'leaveOut.present') }),
    };
  }

  #booleans(node: Node | null): BooleanWords {
    const members = this.#members(node, ['true', 'false'], 'booleans');
    return Object.fromEntries(members.map(([key, value]) => [key, this.#texts(value, `booleans.${key}`)]));
  }

  #country(node: Node | null): string {
    const country = this.#text(node, 'country').toUpperCase();
    return isCountry(country) ? country : this.#refuse(node, 'country is two letters, such as DE');
  }

  #contact(text: string, node: Node | null): ContactName {
    return text === 'email' || text === 'phone_number'
      ? text
      : this.#refuse(node, 'aliases are email, phone_number or both');
  }

  #members(
    node: Node | null,
    known: readonly string[] | undefined,
    name: string,
  ): readonly (readonly [string, Node | null])[] {
    if (!isMap(node)) return this.#refuse(node, `${name} is a list of keys with values (key: value)`);
    return node.items.map((item) => {
      const key = item.key as Node;
      const text = isScalar(key) ? `${key.value}` : '';
      if (known !== undefined && !known.includes(text))
        this.#refuse(key, `${text} is not known in ${name}; write one of ${known.join(', ')}`);
      return [text, item.value as Node | null] as const;
    });
  }

  #items(node: Node | null, name: string): readonly Node[] {
    if (node === null || isScalar(node) || isMap(node) || !('items' in node))
      return this.#refuse(node, `${name} is a list: [a, b]`);
    return node.items as readonly Node[];
  }

  #texts(node: Node | null, name: string): readonly string[] {
    return this.#items(node, name).map((item) => this.#text(item, name));
  }

  #optionalText(node: Node | null | undefined, name: string): string | undefined {
    return node === undefined || node === null ? undefined : this.#text(node, name);
  }

  #text(node: Node | null, name: string): string {
    // As it is written: 007 stays 007, and NULL is a word.
    if (!isScalar(node) || (node.value === null && !node.source)) return this.#refuse(node, `${name} is a text`);
    return node.source ?? `${node.value}`;
  }

  #flag(node: Node | null, name: string): boolean {
    return isScalar(node) && typeof node.value === 'boolean'
      ? node.value
      : this.#refuse(node, `${name} is true or false`);
  }

  #refuse(node: Node | null | undefined, message: string): never {
    return this.#fail(node?.range?.[0], message);
  }
}
