import { lacksCountry } from './mapping/convert-phone-number.ts';
import type { Mapping } from './mapping/mapping.ts';
import type { OpenExport } from './reading/open-export.ts';
import { sampleValues } from './sample-values.ts';
import type { Source } from './sources/source.ts';

/** One of the first phone numbers of a file that has no country code, while the mapping names no country; undefined if there is none. */
export async function findNationalNumber(
  mapping: Mapping,
  source: Source,
  file: OpenExport,
): Promise<string | undefined> {
  const rule = mapping.attributes.phone_number;
  if (rule === undefined || 'constant' in rule || mapping.country !== undefined) return undefined;
  return (await sampleValues(rule, mapping.blank, source, file)).find(lacksCountry);
}
