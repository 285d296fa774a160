import { type BirthdateForm, birthdateFormOf } from './mapping/birthdate-form.ts';
import type { Mapping } from './mapping/mapping.ts';
import type { OpenExport } from './reading/open-export.ts';
import { sampleValues } from './sample-values.ts';
import type { Source } from './sources/source.ts';

/** The form of dates of birth whose column the mapping names without a form, if the dates show it (R770). */
export async function findBirthdateForm(
  mapping: Mapping,
  source: Source,
  [file]: readonly OpenExport[],
): Promise<BirthdateForm | undefined> {
  const rule = mapping.attributes.birthdate;
  if (file === undefined || rule === undefined || 'constant' in rule || rule.date !== undefined) return undefined;
  return birthdateFormOf(await sampleValues(rule, mapping.blank, source, file));
}
