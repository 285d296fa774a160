/** Makes the generated files of the project; with `--check` only says which of them are stale and ends with 1 if any is. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { putSettingsTable } from '../src/config/describe-settings.ts';
import type { ServiceModel } from '../src/model/service-model.ts';
import { renderServiceModel } from './render-service-model.ts';

interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  render(): Promise<string>;
}

const root = join(import.meta.dirname, '..');

/** A further generated file is a further entry here. */
const generatedFiles: readonly GeneratedFile[] = [
  ...['cognito-idp', 'logs', 'iam', 'sts'].map(serviceModelFile),
  {
    path: 'docs/OPERATING.md',
    render: async () => putSettingsTable(await readFile(join(root, 'docs/OPERATING.md'), 'utf8')),
  },
];

function serviceModelFile(service: string): GeneratedFile {
  return {
    path: `src/model/generated/${service}.ts`,
    async render() {
      const text = await readFile(join(root, 'src/model/data', `${service}.json`), 'utf8');
      return renderServiceModel(JSON.parse(text) as ServiceModel);
    },
  };
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
