import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { PRIVATE_FILE_MODE } from '../../base/files/private-modes.ts';
import { findSystemCode } from '../../base/system-code.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { PoolToCheckAgainst } from '../../check/pool-to-check-against.ts';
import { mappingOf } from '../../convert/convert-export.ts';
import { findBirthdateForm } from '../../convert/find-birthdate-form.ts';
import { adjustMapping } from '../../convert/mapping/adjust-mapping.ts';
import { withBirthdateForm } from '../../convert/mapping/birthdate-form.ts';
import { changeMapping } from '../../convert/mapping/change-mapping.ts';
import { findMappingProblems, findUnknownColumns } from '../../convert/mapping/compile-mapping.ts';
import { isCountry } from '../../convert/mapping/convert-phone-number.ts';
import { fitMapping } from '../../convert/mapping/fit-mapping.ts';
import { listColumns, type Mapping, type ValueRule } from '../../convert/mapping/mapping.ts';
import type { MappingFile } from '../../convert/mapping/mapping-file.ts';
import { proposePool } from '../../convert/pools/propose-pool.ts';
import type { OpenExport } from '../../convert/reading/open-export.ts';
import { columnsOfCsv } from '../../convert/reading/read-records.ts';
import type { Source } from '../../convert/sources/source.ts';
import { csvHeaderOf } from '../../domain/imports/csv-header.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { noteText } from '../terminal/wrap-text.ts';

export interface MappingOptions {
  readonly map?: string;
  readonly writeMap?: string;
  readonly country?: string;
  readonly emailVerified?: 'yes' | 'no';
}

export interface ChosenMapping {
  readonly mapping: Mapping;
  /** Columns and paths that the mapping file names, and the source does not by itself. */
  readonly ownColumns: readonly string[];
}

/** The mapping in force: that of the source, fitted to the pool, with the changes of the file and then of the flags. */
export async function chooseMapping(
  source: Source,
  files: readonly OpenExport[],
  pool: PoolToCheckAgainst | undefined,
  { map, country, emailVerified }: MappingOptions,
  output: Output,
): Promise<ChosenMapping> {
  if (country !== undefined && !isCountry(country.toUpperCase())) {
    throw new CommandError(`--country is two letters of a country, such as DE, not ${toPrintable(country)}`);
  }
  const shown = map === undefined ? '' : toPrintable(basename(map));
  const file = map === undefined ? undefined : (await loadMappingFile()).readMappingFile(readText(map), shown);
  const change = file?.change ?? {};
  const ofSource = await mappingOf(source, files);
  const mapping = pool === undefined ? ofSource : fitToPool(ofSource, pool, change.username !== undefined, output);
  const changed = changeMapping(mapping, change);
  if (file !== undefined) refuseProblems(changed, file, shown, source, files, pool);
  const ownRule = change.attributes?.birthdate;
  // The dates of the source's own column were looked at with its mapping.
  const form = ownRule === undefined ? undefined : await findBirthdateForm(changed, source, files);
  const dated = withBirthdateForm(changed, form);
  if (!saysDateForm(ownRule)) noteDateOrder(dated, output);
  return {
    mapping: adjustMapping(dated, { country: country?.toUpperCase(), emailVerified }),
    ownColumns: file === undefined ? [] : listOwnColumns(changed, ofSource),
  };
}

function saysDateForm(rule: ValueRule | undefined): boolean {
  return rule !== undefined && ('constant' in rule || rule.date !== undefined);
}

/** What the dates of birth show, and how to say otherwise (R770). */
function noteDateOrder({ attributes: { birthdate } }: Mapping, output: Output): void {
  const form = birthdate === undefined || 'constant' in birthdate ? undefined : birthdate.date;
  if (form !== 'dmy' && form !== 'mdy') return;
  const [first, other] = form === 'dmy' ? ['day', 'mdy'] : ['month', 'dmy'];
  noteText(
    `birthdate: the ${first} comes first in the dates of the column, as those with a number above 12 show. If that is wrong, say date: ${other} in a mapping file (--map).`,
    output,
  );
}

function listOwnColumns(changed: Mapping, ofSource: Mapping): readonly string[] {
  const known = new Set(listColumns(ofSource));
  return [...new Set(listColumns(changed))].filter((column) => !known.has(column));
}

/** @throws {CommandError} with the line of the mapping file */
function refuseProblems(
  mapping: Mapping,
  file: MappingFile,
  shown: string,
  source: Source,
  files: readonly OpenExport[],
  pool: PoolToCheckAgainst | undefined,
): void {
  const [first] = files;
  const columns = csvHeaderOf(pool ?? proposePool(mapping));
  const ofColumns =
    first?.layout.form === 'csv' ? findUnknownColumns(mapping, columnsOfCsv(first.name, first.layout, source)) : [];
  for (const { place, text } of [...findMappingProblems(mapping, { columns }), ...ofColumns]) {
    const line = file.lineOf(place);
    if (line !== undefined) throw new CommandError(`${shown}, line ${line}: ${place.join('.')}: ${text}`);
  }
}

function fitToPool(mapping: Mapping, pool: PoolToCheckAgainst, namesUsername: boolean, output: Output): Mapping {
  const { mapping: fitted, dropped, dropsUsername } = fitMapping(mapping, pool);
  if (dropped.length > 0) {
    noteText(
      `The pool does not have ${dropped.join(', ')}: these values go nowhere. Add the attributes to the pool to keep them.`,
      output,
    );
  }
  if (dropsUsername && !namesUsername) {
    noteText(
      'User names of the pool are addresses or numbers, so the user name of the source goes nowhere. To keep it, map it to a custom attribute (--map).',
      output,
    );
  }
  return fitted;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new CommandError(`cannot read ${toPrintable(path)}: ${describeError(error)}`);
  }
}

/** The parser of YAML is only loaded for a mapping file: it takes as much memory as 500,000 users. */
function loadMappingFile(): Promise<typeof import('../../convert/mapping/mapping-file.ts')> {
  return import('../../convert/mapping/mapping-file.ts');
}

/** Writes the mapping in force to a new file. @throws {CommandError} */
export async function saveMapping(mapping: Mapping, source: Source, path: string, output: Output): Promise<void> {
  const shown = toPrintable(path);
  const { writeMappingFile } = await loadMappingFile();
  try {
    writeFileSync(path, writeMappingFile(mapping, source.name), { flag: 'wx', mode: PRIVATE_FILE_MODE });
  } catch (error) {
    if (findSystemCode(error) === 'EEXIST')
      throw new CommandError(`${shown} already exists; name a new file (--write-map)`);
    throw new CommandError(`cannot write ${shown}: ${describeError(error)}`);
  }
  const again = mapping.assumesEmailVerified === true ? ' --email-verified yes' : '';
  noteText(`The mapping in force is in ${shown}; change it, and add --map ${shown}${again}.`, output);
}
