import { type Copy, DockerfileParser, type From } from 'dockerfile-ast';

/** An instruction as far as it matters for running it without Docker. */
export interface Instruction {
  readonly keyword: string;
  /** Arguments without flags; the words of the JSON form, or those of the shell form split at spaces. */
  readonly words: readonly string[];
  /** The arguments as they stand, lines joined. */
  readonly text: string;
  /** The stage that a COPY takes from. */
  readonly from?: string;
}

export interface Stage {
  readonly name: string | undefined;
  /** The image it begins with. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
  readonly environment: Readonly<Record<string, string>>;
  /** Command of HEALTHCHECK. */
  readonly healthcheck?: readonly string[];
}

/** The stages of a Dockerfile. What it cannot read it throws at: nothing is passed over. */
export function readDockerfile(text: string): readonly Stage[] {
  const stages: { name: string | undefined; base: string; instructions: Instruction[] }[] = [];
  const environments: Record<string, string>[] = [];
  const healthchecks: (readonly string[] | undefined)[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    if (keyword === 'FROM') {
      const from = instruction as From;
      stages.push({ name: from.getBuildStage() ?? undefined, base: String(from.getImage()), instructions: [] });
      environments.push({});
      continue;
    }
    const index = stages.length - 1;
    const stage = stages[index];
    const environment = environments[index];
    if (!stage || !environment) throw new Error(`${keyword} stands before FROM`);
    const all = (instruction.getArgumentsContent() ?? '').replaceAll(/\\\n\s*/g, ' ').trim();
    const content = all.replace(/^(?:--[a-z-]+=\S+\s+)+/, '');
    if (keyword === 'ENV') {
      for (const [, name, value] of content.matchAll(/(\w+)=(\S*)/g)) environment[String(name)] = String(value);
    }
    if (keyword === 'HEALTHCHECK') healthchecks[index] = readWords(content.replace(/^CMD\s+/, ''));
    const from = keyword === 'COPY' ? (instruction as Copy).getFromFlag()?.getValue() : undefined;
    stage.instructions.push({ keyword, words: readWords(content), text: content, ...(from ? { from } : {}) });
  }
  return stages.map((stage, index) => {
    const healthcheck = healthchecks[index];
    return { ...stage, environment: environments[index] ?? {}, ...(healthcheck ? { healthcheck } : {}) };
  });
}

function readWords(text: string): readonly string[] {
  return text.startsWith('[') ? (JSON.parse(text) as string[]) : text.split(/\s+/);
}

/** Whether a path, from the root of the context, is sent to a build: for a .dockerignore that excludes all and lets names in. */
export function readContextFilter(text: string): (path: string) => boolean {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (lines[0] !== '*' || lines.slice(1).some((line) => !/^![\w.-]+$/.test(line))) {
    throw new Error('the .dockerignore is no list of what is let in');
  }
  const names = new Set(lines.slice(1).map((line) => line.slice(1)));
  return (path) => names.has(String(path.split('/')[0]));
}
