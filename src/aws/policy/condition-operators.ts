import { BlockList, isIP } from 'node:net';
import { matchesArn } from './match-arn.ts';
import { type PolicyTemplate, resolveArnPattern, resolvePattern, resolveText } from './policy-template.ts';
import type { RequestContext } from './request-context.ts';
import { matchesPattern } from './wildcard-pattern.ts';

/** Whether a value of the request matches; undefined in place of it if the value of the policy cannot be used. */
export type ValueMatcher = ((value: string) => boolean) | undefined;

/** How a kind of operator reads a value of the policy. */
type MakeMatcher = (template: PolicyTemplate, context: RequestContext) => ValueMatcher;

export interface ConditionOperator {
  readonly makeMatcher: MakeMatcher;
  /** Holds where none of the values matches. */
  readonly isNegated: boolean;
}

const textEquals: MakeMatcher = (template, context) => {
  const wanted = resolveText(template, context);
  return wanted === undefined ? undefined : (value) => value === wanted;
};

const textEqualsIgnoreCase: MakeMatcher = (template, context) => {
  const wanted = resolveText(template, context)?.toLowerCase();
  return wanted === undefined ? undefined : (value) => value.toLowerCase() === wanted;
};

const textLike: MakeMatcher = (template, context) => {
  const pattern = resolvePattern(template, context);
  return pattern && ((value) => matchesPattern(pattern, value));
};

const arnLike: MakeMatcher = (template, context) => {
  const pattern = resolveArnPattern(template, context);
  return pattern && ((value) => matchesArn(pattern, value));
};

const bool: MakeMatcher = (template, context) => {
  const wanted = resolveText(template, context)?.toLowerCase();
  return wanted === 'true' || wanted === 'false' ? (value) => value.toLowerCase() === wanted : undefined;
};

const ipAddress: MakeMatcher = (template, context) => {
  const block = parseAddressBlock(resolveText(template, context) ?? '');
  return block && ((value) => isIP(value) > 0 && block.check(value, isIP(value) === 6 ? 'ipv6' : 'ipv4'));
};

function parseAddressBlock(text: string): BlockList | undefined {
  const [address = '', length, ...others] = text.split('/');
  const version = isIP(address);
  const bits = version === 6 ? 128 : 32;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (version === 0 || others.length > 0 || !(prefix <= bits)) return undefined;
  const block = new BlockList();
  block.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4');
  return block;
}

/** An operator over values that have an order. */
function ordered(parse: (text: string) => number, holds: (value: number, wanted: number) => boolean): MakeMatcher {
  return (template, context) => {
    const wanted = parse(resolveText(template, context) ?? '');
    return Number.isNaN(wanted) ? undefined : (value) => holds(parse(value), wanted);
  };
}

function parseNumber(text: string): number {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

/** Milliseconds of a date as ISO 8601 has it, or of seconds since 1970. */
function parseDate(text: string): number {
  if (/^\d+$/.test(text) && text.length > 4) return Number(text) * 1_000;
  return /^\d{4}(?:-\d\d){0,2}(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN;
}

function positive(makeMatcher: MakeMatcher): ConditionOperator {
  return { makeMatcher, isNegated: false };
}

function negated(makeMatcher: MakeMatcher): ConditionOperator {
  return { makeMatcher, isNegated: true };
}

function orderedOperators(prefix: string, parse: (text: string) => number): [string, ConditionOperator][] {
  const equals = ordered(parse, (value, wanted) => value === wanted);
  return [
    [`${prefix}Equals`, positive(equals)],
    [`${prefix}NotEquals`, negated(equals)],
    [`${prefix}LessThan`, positive(ordered(parse, (value, wanted) => value < wanted))],
    [`${prefix}LessThanEquals`, positive(ordered(parse, (value, wanted) => value <= wanted))],
    [`${prefix}GreaterThan`, positive(ordered(parse, (value, wanted) => value > wanted))],
    [`${prefix}GreaterThanEquals`, positive(ordered(parse, (value, wanted) => value >= wanted))],
  ];
}

/** The operators of N61 but `Null`, which asks for no value. */
export const CONDITION_OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map([
  ['StringEquals', positive(textEquals)],
  ['StringNotEquals', negated(textEquals)],
  ['StringEqualsIgnoreCase', positive(textEqualsIgnoreCase)],
  ['StringNotEqualsIgnoreCase', negated(textEqualsIgnoreCase)],
  ['StringLike', positive(textLike)],
  ['StringNotLike', negated(textLike)],
  ['ArnEquals', positive(arnLike)],
  ['ArnLike', positive(arnLike)],
  ['ArnNotEquals', negated(arnLike)],
  ['ArnNotLike', negated(arnLike)],
  ['Bool', positive(bool)],
  ['IpAddress', positive(ipAddress)],
  ['NotIpAddress', negated(ipAddress)],
  ...orderedOperators('Numeric', parseNumber),
  ...orderedOperators('Date', parseDate),
]);
