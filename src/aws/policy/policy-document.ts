import { type Condition, parseCondition } from './condition.ts';
import { type PolicyTemplate, parsePolicyTemplate } from './policy-template.ts';
import { type PrincipalElement, parsePrincipalElement } from './principal-element.ts';
import { type WildcardPattern, wildcardPattern } from './wildcard-pattern.ts';

/** `trust`: who may assume a role. `permissions`: what a user, a role or a session may do, or a boundary of it. */
export type PolicyKind = 'trust' | 'permissions';

/** A policy document, read and checked. */
export interface Policy {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** Of actions in lower case. */
  readonly actions: { readonly isNegated: boolean; readonly patterns: readonly WildcardPattern[] };
  /** Absent in a trust policy: its resource is the role it belongs to. */
  readonly resources?: { readonly isNegated: boolean; readonly templates: readonly PolicyTemplate[] };
  /** Absent in permissions: they are those of whoever they are attached to. */
  readonly principals?: PrincipalElement;
  readonly conditions: readonly Condition[];
}

export type PolicyParse =
  | { readonly kind: 'parsed'; readonly policy: Policy }
  /** `fault` says what is wrong, in IAM's words where they are known (N50). */
  | { readonly kind: 'malformed'; readonly fault: string };

/** Why a document is not valid; thrown and caught in this file. */
class PolicyFault extends Error {}

type Json = Readonly<Record<string, unknown>>;

const SYNTAX = 'Syntax errors in policy.';
const POLICY_MEMBERS = new Set(['Version', 'Id', 'Statement']);
const STATEMENT_MEMBERS = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]);

export function parsePolicy(text: string, kind: PolicyKind): PolicyParse {
  try {
    return { kind: 'parsed', policy: readPolicy(text, kind) };
  } catch (error) {
    if (error instanceof PolicyFault) return { kind: 'malformed', fault: error.message };
    throw error;
  }
}

function readPolicy(text: string, kind: PolicyKind): Policy {
  const document = readObject(parseJson(text));
  const { Version, Id, Statement } = document;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') {
    throw new PolicyFault('The policy must contain a valid version string');
  }
  requireMembers(document, POLICY_MEMBERS);
  if (Id !== undefined && typeof Id !== 'string') throw new PolicyFault(SYNTAX);
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  if (Statement === undefined || statements.length === 0) throw new PolicyFault(SYNTAX);
  return { statements: statements.map((statement) => readStatement(readObject(statement), kind, Version)) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PolicyFault('This policy contains invalid Json');
  }
}

function readStatement(statement: Json, kind: PolicyKind, version: unknown): Statement {
  requireMembers(statement, STATEMENT_MEMBERS);
  const { Sid, Effect, Condition } = statement;
  if ((Effect !== 'Allow' && Effect !== 'Deny') || (Sid !== undefined && typeof Sid !== 'string')) {
    throw new PolicyFault(SYNTAX);
  }
  // The older version, which is also the default, has no variables.
  const hasVariables = version === '2012-10-17';
  return {
    effect: Effect,
    actions: readActions(statement),
    ...(kind === 'trust'
      ? { principals: readPrincipals(statement) }
      : { resources: readResources(statement, hasVariables) }),
    conditions: Condition === undefined ? [] : readConditions(readObject(Condition), hasVariables),
  };
}

function readActions(statement: Json): Statement['actions'] {
  const element = readEither(statement, 'Action', 'NotAction');
  const names = element && readTexts(element.value);
  if (!element || !names) throw new PolicyFault('Policy statement must contain actions.');
  if (!names.every((name) => name === '*' || /^[^:]+:./s.test(name))) {
    throw new PolicyFault('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  }
  return { isNegated: element.isNegated, patterns: names.map((name) => wildcardPattern(name.toLowerCase())) };
}

function readResources(statement: Json, hasVariables: boolean): NonNullable<Statement['resources']> {
  if (statement.Principal !== undefined || statement.NotPrincipal !== undefined) {
    throw new PolicyFault('Policy document should not specify a principal.');
  }
  const element = readEither(statement, 'Resource', 'NotResource');
  const texts = element && readTexts(element.value);
  if (!element || !texts) throw new PolicyFault('Policy statement must contain resources.');
  return { isNegated: element.isNegated, templates: texts.map((text) => parsePolicyTemplate(text, hasVariables)) };
}

function readPrincipals(statement: Json): PrincipalElement {
  if (statement.Resource !== undefined || statement.NotResource !== undefined) {
    throw new PolicyFault('Has prohibited field Resource');
  }
  const element = readEither(statement, 'Principal', 'NotPrincipal');
  const fault = new PolicyFault('Missing required field Principal');
  if (!element) throw fault;
  if (element.value === '*') return parsePrincipalElement('*', element.isNegated);
  if (!isObject(element.value)) throw fault;
  const names = new Map<string, readonly string[]>();
  for (const [kind, value] of Object.entries(element.value)) {
    const texts = readTexts(value);
    if (!texts) throw fault;
    names.set(kind, texts);
  }
  if (names.size === 0) throw fault;
  return parsePrincipalElement(names, element.isNegated);
}

/** `{ "StringEquals": { "aws:SourceAccount": "111122223333" } }` */
function readConditions(condition: Json, hasVariables: boolean): Condition[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(readObject(keys)).map(([key, value]) =>
      parseCondition(operator, key, readConditionValues(value), hasVariables),
    ),
  );
}

/**
 * Numbers and truth values may stand without quotes. A number that is too large for one would be `null` once the document is written again, as
 * a trust policy is when somebody it names is deleted (R504).
 */
function readConditionValues(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => {
    if (typeof item === 'string' || typeof item === 'boolean' || Number.isFinite(item)) return String(item);
    throw new PolicyFault(SYNTAX);
  });
}

/** The element under its name or its negated name; undefined if there is neither. */
function readEither(
  statement: Json,
  name: string,
  negatedName: string,
): { readonly value: unknown; readonly isNegated: boolean } | undefined {
  if (statement[name] !== undefined && statement[negatedName] !== undefined) throw new PolicyFault(SYNTAX);
  if (statement[name] !== undefined) return { value: statement[name], isNegated: false };
  return statement[negatedName] === undefined ? undefined : { value: statement[negatedName], isNegated: true };
}

function readTexts(value: unknown): readonly string[] | undefined {
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  return texts.length > 0 && texts.every((text) => typeof text === 'string') ? texts : undefined;
}

/** An unknown member is a fault: a misspelt `Condition` must not be ignored. */
function requireMembers(value: Json, members: ReadonlySet<string>): void {
  if (!Object.keys(value).every((member) => members.has(member))) throw new PolicyFault(SYNTAX);
}

function readObject(value: unknown): Json {
  if (isObject(value)) return value;
  throw new PolicyFault(SYNTAX);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
