import { useState } from 'react';
import type { PoolToCheckAgainst } from '../../../../../src/check/pool-to-check-against.ts';
import type { Mapping } from '../../../../../src/convert/mapping/mapping.ts';
import { MFA_COLUMN } from '../../../../../src/domain/imports/csv-header.ts';
import type { InspectedExport } from '../worker/tasks.ts';
import type { VerifiedChoice } from './verified-field.tsx';

/** Words of the export that mean true or false, beside those that are known. */
export interface BooleanWords {
  readonly trueWords: readonly string[];
  readonly falseWords: readonly string[];
}

/** What somebody said of an export. */
export interface Answers {
  readonly mapping: Mapping;
  readonly words: BooleanWords;
  /** Two capital letters; blank for none; undefined: nobody has chosen. */
  readonly country: string | undefined;
  /** Undefined: nobody has chosen. */
  readonly verified: VerifiedChoice | undefined;
}

const kept = new Map<string, Answers>();

/** By what exports are alike. */
export function keyOfExport({ source, columns, mapping }: InspectedExport): string {
  return JSON.stringify([source, columns, mapping]);
}

/** The answers to an export, and what changes some. Until the page is loaded again they are those to the next export of the same columns. */
export function useAnswers(exported: InspectedExport): readonly [Answers, (changed: Partial<Answers>) => void] {
  const key = keyOfExport(exported);
  const [answers, setAnswers] = useState(() => kept.get(key) ?? firstAnswers(exported));
  return [
    answers,
    (changed) => {
      const next = { ...answers, ...changed };
      kept.set(key, next);
      setAnswers(next);
    },
  ];
}

function firstAnswers({ mapping }: InspectedExport): Answers {
  return {
    mapping,
    words: { trueWords: mapping.booleans?.true ?? [], falseWords: mapping.booleans?.false ?? [] },
    country: mapping.country,
    verified: undefined,
  };
}

/** Whether a column of the export is read as true or false. */
export function readsBooleans({ attributes }: Mapping, pool: PoolToCheckAgainst | undefined): boolean {
  const ofPool = pool?.schema.filter(({ dataType }) => dataType === 'Boolean').map(({ name }) => name);
  const names = new Set([...BOOLEAN_COLUMNS, ...(ofPool ?? [])]);
  return Object.entries(attributes).some(
    ([name, rule]) => names.has(name) && !('constant' in rule) && rule.timestamp !== true,
  );
}

const BOOLEAN_COLUMNS: readonly string[] = ['email_verified', 'phone_number_verified', MFA_COLUMN];
