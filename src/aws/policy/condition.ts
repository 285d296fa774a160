import { CONDITION_OPERATORS, type ConditionOperator, type ValueMatcher } from './condition-operators.ts';
import { isAmbiguous, type PolicyTemplate, parsePolicyTemplate, resolveText } from './policy-template.ts';
import { isKnownKey, type RequestContext } from './request-context.ts';

/** One key of one operator of a statement's `Condition`. */
export interface Condition {
  /** `unknown`: an operator that is not implemented. */
  readonly operator: ConditionOperator | 'null' | 'unknown';
  /** How a key with several values is asked. */
  readonly quantifier: 'any' | 'all' | undefined;
  readonly ifExists: boolean;
  /** In lower case (N60). */
  readonly key: string;
  readonly values: readonly PolicyTemplate[];
}

/** `unknown` if it cannot be decided: a statement that allows then does not apply, one that denies does (N61). */
export type ConditionResult = boolean | 'unknown';

const OPERATOR = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/;

export function parseCondition(
  operatorName: string,
  key: string,
  values: readonly string[],
  hasVariables: boolean,
): Condition {
  const [, quantifierName, name = '', ifExists] = OPERATOR.exec(operatorName) ?? [];
  const isNull = name === 'Null' && quantifierName === undefined && ifExists === undefined;
  return {
    operator: isNull ? 'null' : (CONDITION_OPERATORS.get(name) ?? 'unknown'),
    quantifier: quantifierName === undefined ? undefined : quantifierName === 'ForAnyValue' ? 'any' : 'all',
    ifExists: ifExists !== undefined,
    key: key.toLowerCase(),
    values: values.map((value) => parsePolicyTemplate(value, hasVariables)),
  };
}

export function judgeCondition(condition: Condition, context: RequestContext): ConditionResult {
  const { operator, key } = condition;
  if (operator === 'unknown' || !(context.has(key) || isKnownKey(key))) return 'unknown';
  const values = context.get(key);
  if (values === 'ambiguous' || condition.values.some((value) => isAmbiguous(value, context))) return 'unknown';
  if (operator === 'null') return judgeNull(condition, values !== undefined, context);
  // An empty list counts as a missing key.
  if (values === undefined || values.length === 0) {
    if (condition.ifExists || condition.quantifier === 'all') return true;
    return operator.isNegated && condition.quantifier !== 'any';
  }
  const matchers = condition.values.map((template) => makeMatcher(operator, template, context));
  const judge = (unusableMatches: boolean) =>
    judgeValues(
      values,
      (value) => matchers.some((matcher) => matcher?.(value) ?? unusableMatches),
      operator.isNegated,
      condition.quantifier,
    );
  const holds = judge(false);
  // What the values that cannot be used would match decides only where there are any.
  if (!matchers.includes(undefined)) return holds;
  return holds === judge(true) ? holds : 'unknown';
}

/** A variable without a value equals nothing. AWS does not document what a negated operator makes of it. */
function makeMatcher(operator: ConditionOperator, template: PolicyTemplate, context: RequestContext): ValueMatcher {
  const isUnresolved = resolveText(template, context) === undefined;
  return isUnresolved && !operator.isNegated ? () => false : operator.makeMatcher(template, context);
}

function judgeNull({ values }: Condition, isThere: boolean, context: RequestContext): ConditionResult {
  const wanted = values.map((template) => resolveText(template, context)?.toLowerCase());
  if (wanted.some((text) => text !== 'true' && text !== 'false')) return 'unknown';
  return wanted.includes(isThere ? 'false' : 'true');
}

function judgeValues(
  values: readonly string[],
  matches: (value: string) => boolean,
  isNegated: boolean,
  quantifier: Condition['quantifier'],
): boolean {
  const holds = isNegated ? (value: string) => !matches(value) : matches;
  // Without a quantifier one matching value is enough; for a negated operator it makes the condition false.
  const all = quantifier === 'all' || (quantifier === undefined && isNegated);
  return all ? values.every(holds) : values.some(holds);
}
