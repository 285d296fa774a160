import type { FileConversion } from './remedy.ts';

/** The first three bytes are left out (R170). */
export const BOM_REMOVAL: FileConversion = {
  kind: 'convert-file',
  advice: 'file-begins-with-bom',
  from: 'utf-8-with-bom',
  to: 'utf-8',
  safe: true,
};
