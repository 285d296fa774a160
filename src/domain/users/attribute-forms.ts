import { USERNAME_CHARACTERS_MAX } from './user-limits.ts';

const EMAIL_ADDRESS = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
const PHONE_NUMBER = /^\+[0-9]{1,15}$/;
const VISIBLE_ASCII = /^[!-~]+$/;
const USERNAME = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u;
const BIRTHDATE = /^([0-9]{2})\/([0-9]{2})\/([0-9]{4})$/;
const EPOCH_SECONDS = /^[0-9]+$/;
const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** One `@`, no white space, a domain with a dot (R201). */
export function isEmailAddress(text: string): boolean {
  return text.includes('@') && EMAIL_ADDRESS.test(text);
}

/** `+` and 1 to 15 digits (R203). */
export function isPhoneNumber(text: string): boolean {
  return PHONE_NUMBER.test(text);
}

/** 1 to 128 code points, none of them white space or a control character (R194). */
export function isUsername(text: string): boolean {
  if (VISIBLE_ASCII.test(text)) return text.length <= USERNAME_CHARACTERS_MAX;
  if (text.length > 2 * USERNAME_CHARACTERS_MAX) return false;
  return USERNAME.test(text) && countCodePoints(text) <= USERNAME_CHARACTERS_MAX;
}

/** `mm/dd/yyyy`, a day that exists in the calendar (R204). */
export function isBirthdate(text: string): boolean {
  const [, month, day, year] = BIRTHDATE.exec(text) ?? [];
  return month !== undefined && day !== undefined && year !== undefined && isDay(+month, +day, +year);
}

/** Whether the day exists in the calendar; day and month count from 1. */
export function isDay(month: number, day: number, year: number): boolean {
  if (year === 0) return false;
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeapYear ? 29 : (DAYS_OF_MONTHS[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** Digits only (R205). */
export function isEpochSeconds(text: string): boolean {
  return EPOCH_SECONDS.test(text);
}

/** `true` or `false`, written in any case (R197); undefined for anything else, including a blank. */
export function findBoolean(text: string): 'true' | 'false' | undefined {
  if (text === 'true' || text === 'false') return text;
  if (text.length !== 4 && text.length !== 5) return undefined;
  const lower = text.toLowerCase();
  return lower === 'true' || lower === 'false' ? lower : undefined;
}

/** Neither U+0000 nor half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

export function countCodePoints(text: string): number {
  let count = text.length;
  for (let index = 1; index < text.length; index++) {
    const isPair = (text.charCodeAt(index) & 0xfc00) === 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800;
    if (isPair) count--;
  }
  return count;
}
