import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { DriverError } from '../driver-error.ts';
import type { FollowUpKind } from '../run/journal-event.ts';
import type { PlannedFollowUps } from '../run/run-plan.ts';

/** What is left to do for a user after the import: a line of `follow-up.jsonl` of `muster convert`. */
export interface FollowUpLine {
  /** In its file, from 1. */
  readonly number: number;
  /** As it is in the file. */
  readonly text: string;
  readonly username: string;
  readonly steps: readonly FollowUpStep[];
  readonly links: number;
  readonly hasTotp: boolean;
}

export type FollowUpStep =
  | { readonly kind: Extract<FollowUpKind, 'disable-user'> }
  | { readonly kind: Extract<FollowUpKind, 'join-group'>; readonly group: string }
  /** Codes by text message. An app can only be set up by the user himself (M97). */
  | { readonly kind: Extract<FollowUpKind, 'set-mfa'> };

/** A line with more is none that convert writes. */
const LINE_CHARACTERS_MAX = 1_000_000;
/** Groups that a pool may have (M95). */
const GROUPS_MAX = 10_000;
const LF = '\n';

/** All lines, as a stream. @throws {DriverError} `follow-up-malformed`, `file-unreadable` */
export async function* readFollowUps(path: string): AsyncGenerator<FollowUpLine, void, void> {
  let number = 0;
  for await (const text of readTextLines(path)) {
    number += 1;
    if (text.trim() === '') continue;
    const line = parseLine(text, number);
    if (line === undefined) throw new DriverError({ kind: 'follow-up-malformed', path, line: number });
    yield line;
  }
}

/** Reads the file once, for the plan. @throws {DriverError} */
export async function surveyFollowUps(path: string, name: string, rate: number | undefined): Promise<PlannedFollowUps> {
  const groups = new Set<string>();
  let [users, joins, disabled, mfa, billedUsers, links, totp] = [0, 0, 0, 0, 0, 0, 0];
  for await (const line of readFollowUps(path)) {
    users += 1;
    links += line.links;
    if (line.hasTotp) totp += 1;
    let joined = 0;
    for (const step of line.steps) {
      if (step.kind === 'disable-user') disabled += 1;
      if (step.kind === 'set-mfa') mfa += 1;
      if (step.kind !== 'join-group') continue;
      joined += 1;
      groups.add(step.group);
      if (groups.size > GROUPS_MAX) throw new DriverError({ kind: 'too-many-groups', path, groupsMax: GROUPS_MAX });
    }
    joins += joined;
    if (joined > 0) billedUsers += 1;
  }
  const counts = { users, joins, disabled, mfa, billedUsers, links, totp };
  const sha256 = await digestFile(path);
  return { path, name, sha256, groups: [...groups].toSorted(), ...counts, ...(rate === undefined ? {} : { rate }) };
}

export async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of readChunks(path)) hash.update(chunk);
  return hash.digest('hex');
}

async function* readTextLines(path: string): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let number = 1;
  for await (const chunk of readChunks(path)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(LF);
    rest = lines.pop() ?? '';
    yield* lines;
    number += lines.length;
    if (rest.length > LINE_CHARACTERS_MAX) throw new DriverError({ kind: 'follow-up-malformed', path, line: number });
  }
  if (rest !== '') yield rest;
}

async function* readChunks(path: string): AsyncGenerator<Buffer, void, void> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk;
  } catch (error) {
    throw new DriverError({ kind: 'file-unreadable', path }, error);
  }
}

function parseLine(text: string, number: number): FollowUpLine | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('username' in value) || typeof value.username !== 'string' || value.username === '') return undefined;
  const groups = 'groups' in value ? listOfTexts(value.groups) : [];
  const links = 'link' in value ? value.link : [];
  if (groups === undefined || !Array.isArray(links)) return undefined;
  const isDisabled = 'disabled' in value && value.disabled === true;
  const mfa = 'mfa' in value ? value.mfa : undefined;
  if (mfa !== undefined && mfa !== 'SMS' && mfa !== 'TOTP') return undefined;
  return {
    number,
    text,
    username: value.username,
    steps: [
      // First of all: until then the user could reset the password and sign in (M96).
      ...(isDisabled ? [{ kind: 'disable-user' } as const] : []),
      ...groups.map((group) => ({ kind: 'join-group', group }) as const),
      ...(mfa === 'SMS' ? [{ kind: 'set-mfa' } as const] : []),
    ],
    links: links.length,
    hasTotp: mfa === 'TOTP',
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Undefined is no line of follow-ups: the caller says where it is.
    return undefined;
  }
}

function listOfTexts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((text) => typeof text === 'string' && text !== '');
  return texts.length === value.length ? [...new Set(texts)] : undefined;
}
