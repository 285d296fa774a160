/** Makes the generated files of the project; with `--check` only says which of them are stale and ends with 1 if any is. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { ServiceModel } from '../src/model/service-model.ts';
import { collectCitations } from '../test/compatibility/collect-citations.ts';
import { findRuleFaults } from '../test/compatibility/judge-rules.ts';
import { readRules } from '../test/compatibility/read-rules.ts';
import { putCompatibility } from '../test/compatibility/write-page.ts';
import { writeMemberLimitsTable } from './limits/member-limits.ts';
import { writeLimitsTable } from './limits/write-limits-table.ts';
import { putTable } from './put-table.ts';
import { renderServiceModel } from './render-service-model.ts';
import { writeMetricsTable } from './write-metrics-table.ts';
import { writeRequestRatesTable } from './write-request-rates-table.ts';
import { writeSettingsTable } from './write-settings-table.ts';

interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  render(): Promise<string>;
}

const root = join(import.meta.dirname, '..');

const services = ['cognito-idp', 'logs', 'iam', 'sts', 'muster'];

/** A further generated file is a further entry here. */
const generatedFiles: readonly GeneratedFile[] = [
  ...services.map(serviceModelFile),
  {
    path: 'docs/OPERATING.md',
    render: async () => {
      const page = await readFile(join(root, 'docs/OPERATING.md'), 'utf8');
      const tables = {
        settings: writeSettingsTable(),
        metrics: writeMetricsTable(),
        limits: writeLimitsTable(),
        'member-limits': writeMemberLimitsTable(),
        'request-rates': writeRequestRatesTable(),
      };
      return Object.entries(tables).reduce((text, [name, table]) => putTable(text, name, table), page);
    },
  },
  { path: 'docs/COMPATIBILITY.md', render: renderCompatibility },
];

function serviceModelFile(service: string): GeneratedFile {
  return {
    path: `src/model/generated/${service}.ts`,
    render: async () => renderServiceModel(await readServiceModel(service)),
  };
}

async function readServiceModel(service: string): Promise<ServiceModel> {
  return JSON.parse(await readFile(join(root, 'src/model/data', `${service}.json`), 'utf8')) as ServiceModel;
}

/** The rules, with the tests whose titles cite them. Throws on what must not stand on the page. */
async function renderCompatibility(): Promise<string> {
  const sections = readRules();
  const citations = collectCitations(root);
  const faults = findRuleFaults(sections, new Set(citations.map(({ rule }) => rule)));
  if (faults.length > 0) throw new Error(`the compatibility page: ${faults.join('; ')}`);
  const models = await Promise.all(services.map(readServiceModel));
  return putCompatibility(await readFile(join(root, 'docs/COMPATIBILITY.md'), 'utf8'), {
    sections,
    citations,
    operations: Object.fromEntries(models.map(({ service, operations }) => [service, Object.keys(operations)])),
  });
}

async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const checkOnly = process.argv.includes('--check');
const stale: string[] = [];
for (const file of generatedFiles) {
  const path = join(root, file.path);
  const fresh = await file.render();
  if ((await readIfPresent(path)) === fresh) continue;
  stale.push(relative(root, path));
  if (checkOnly) continue;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, fresh);
}
if (checkOnly && stale.length > 0) {
  process.stderr.write(`stale generated files: ${stale.join(', ')}; run \`npm run generate\` and commit the result\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(
    `${generatedFiles.length} generated files, ${stale.length} ${checkOnly ? 'stale' : 'rewritten'}\n`,
  );
}
