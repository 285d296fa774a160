import { isEmailAddress } from '../../domain/users/attribute-forms.ts';
import { nameUnseen, withoutInvisible } from './unseen-characters.ts';
import { known, unknown, type ValueReading } from './value-reading.ts';

/** A name and an address in angle brackets, or the brackets alone (RFC 5322, `mailbox`). */
const MAILBOX = /^[^<>@]*<\s*([^\s<>@]+@[^\s<>@]+)\s*>$/;
/** What no address begins or ends with, and lists and sentences leave there. */
const AROUND = /^[\s([{<]+|[\s)\]}>;,.]+$/g;

/** No address is nearly as long (RFC 5321 allows 254). A field may have 16,000, for which the patterns would take a second. */
const CHARACTERS_MAX = 1_000;

/** What an email address was meant to be that is not one (R201), or that has something around it. Undefined if its look says nothing. */
export function readEmail(value: string): ValueReading | undefined {
  if (value.length > CHARACTERS_MAX) return undefined;
  const text = withoutInvisible(value).trim();
  const unquoted = text.replace(/^"([^"]*)"$/, '$1').trim();
  if ((unquoted.match(/@/g)?.length ?? 0) > 1) return /[;,\s|/]/.test(unquoted) ? unknown('email-several') : undefined;
  const mailbox = MAILBOX.exec(unquoted)?.[1];
  if (mailbox !== undefined) return address('email-display-name', mailbox);
  if (/^mailto:/i.test(unquoted)) return address('email-mailto', unquoted.slice('mailto:'.length));
  if (text !== value && isClean(text)) return known('value-unseen', text, { characters: nameUnseen(value) ?? '' });
  if (unquoted !== text) return address('value-quoted', unquoted);
  const bare = text.replaceAll(AROUND, '');
  if (bare !== text) return address('email-around', bare);
  return /\s/.test(text) ? unknown('email-white-space') : undefined;
}

function address(advice: ValueReading['advice'], text: string): ValueReading {
  return isClean(text) ? known(advice, text) : unknown(advice);
}

/** An address without a character that needs a second look. */
function isClean(text: string): boolean {
  return isEmailAddress(text) && !/^'|[<>()[\]{};,:"]/.test(text);
}
