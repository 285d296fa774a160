import { expect, it } from 'vitest';
import { putTable } from '../scripts/put-table.ts';
import { writeSettingsTable } from '../scripts/write-settings-table.ts';

it('replaces what is between the markers of a page and nothing else', () => {
  const page = 'before\n<!-- settings -->\nstale words\n<!-- /settings -->\nafter\n';
  const written = putTable(page, 'settings', writeSettingsTable());
  expect(written).toMatch(/^before\n<!-- settings -->\n\| flag /);
  expect(written).toMatch(/\|\n<!-- \/settings -->\nafter\n$/);
  expect(written).toContain('| `--port PORT` | `MUSTER_PORT` | `4599` |');
  expect(written).toContain('| `--hash-import ON\\|OFF` | `MUSTER_HASH_IMPORT` | `on` |');
  expect(written).not.toContain('stale words');
  expect(putTable(written, 'settings', writeSettingsTable())).toBe(written);
  expect(() => putTable('no markers', 'settings', '')).toThrow('no markers');
});
