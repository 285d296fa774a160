import { isUtf8ByDecoding } from '../../../../../src/base/text/utf8.ts';
import { convertExport, mappingOf } from '../../../../../src/convert/convert-export.ts';
import { findNationalNumber } from '../../../../../src/convert/find-national-number.ts';
import { findSource, getSource } from '../../../../../src/convert/find-source.ts';
import { MemoryJoinTable } from '../../../../../src/convert/joins/memory-join-table.ts';
import { listCountries } from '../../../../../src/convert/mapping/convert-phone-number.ts';
import { proposePool } from '../../../../../src/convert/pools/propose-pool.ts';
import { type OpenExport, openExport } from '../../../../../src/convert/reading/open-export.ts';
import { columnsOfCsv } from '../../../../../src/convert/reading/read-records.ts';
import { ConvertError } from '../../../../../src/convert/records/convert-error.ts';
import type { LeftOutRecord } from '../../../../../src/convert/records/left-out.ts';
import { USERNAME_COLUMN } from '../../../../../src/domain/imports/csv-header.ts';
import { fileOfBlob } from '../../../base/blob-file.ts';
import { BlobWriter } from '../../../base/blob-writer.ts';
import type { TaskContext } from '../../../base/worker-task.ts';
import type { Conversion, ConvertTask, InspectedExport, NamedFile, ProposedRequest } from './tasks.ts';

const PROPOSAL = 'pool.json';
const LEFT_OUT_FIRST_MAX = 100;

/** What system the file comes from and what of it goes where; undefined for a file of Cognito's own columns, or one that holds no records. */
export async function inspectExport(file: NamedFile): Promise<InspectedExport | undefined> {
  try {
    const opened = await open(file);
    const { layout } = opened;
    if (layout.form === 'csv' && layout.header.includes(USERNAME_COLUMN)) return undefined;
    const source = findSource(opened);
    if (source === undefined) return undefined;
    const mapping = await mappingOf(source, [opened]);
    return {
      source: source.name,
      title: source.title,
      isKnown: source.name !== 'csv',
      form: layout.form === 'csv' ? 'csv' : 'json',
      columns: layout.form === 'csv' ? columnsOfCsv(file.name, layout, source) : [],
      mapping,
      nationalNumber: await findNationalNumber(mapping, source, opened),
      countries: listCountries(),
    };
  } catch (error) {
    // What is no export is a file to check, which says more about it.
    if (error instanceof ConvertError) return undefined;
    throw error;
  }
}

export async function runConversion(task: ConvertTask, { signal, onBytes }: TaskContext): Promise<Conversion> {
  const source = getSource(task.source);
  if (source === undefined) throw new Error(`${task.source} is no source`);
  const writers = new Map<string, BlobWriter>();
  const leftOut: LeftOutRecord[] = [];
  try {
    const report = await convertExport({
      files: [await open(task.file)],
      joins: { files: [], openLargeJoin: () => new MemoryJoinTable() },
      source,
      mapping: task.mapping,
      pool: task.pool,
      pepper: 'possible',
      nowMs: task.nowMs,
      remedies: task.remedies,
      onLeftOut(record) {
        if (leftOut.length < LEFT_OUT_FIRST_MAX) leftOut.push(record);
      },
      output: {
        append(name, bytes) {
          const writer = writers.get(name) ?? new BlobWriter(name.endsWith('.csv') ? 'text/csv' : 'application/json');
          writers.set(name, writer);
          writer.write(bytes);
        },
      },
      onBytes,
      signal,
    });
    if (report === 'interrupted') return { kind: 'interrupted' };
    const files = [...writers].map(([name, writer]) => ({ name, blob: writer.end() }));
    const proposed = files.find(({ name }) => name === PROPOSAL);
    const proposal = proposed && {
      request: JSON.parse(await proposed.blob.text()) as ProposedRequest,
      pool: { description: '', ...proposePool(task.mapping) },
    };
    return { kind: 'converted', report, files, leftOut, proposal };
  } catch (error) {
    if (error instanceof ConvertError) return { kind: 'refused', text: error.message };
    throw error;
  }
}

function open({ name, blob }: NamedFile): Promise<OpenExport> {
  return openExport({ name, file: fileOfBlob(blob) }, isUtf8ByDecoding);
}
