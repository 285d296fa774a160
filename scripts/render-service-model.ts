import { assertPresent } from '../src/base/assert.ts';
import type { ServiceModel, Shape } from '../src/model/service-model.ts';

/** The TypeScript module of one service model: an interface for each structure, one of all operations, and the model itself. */
export function renderServiceModel(model: ServiceModel): string {
  const structures = Object.entries(model.shapes).flatMap(([name, shape]) =>
    shape.type === 'structure' ? [renderStructure(model, name, shape)] : [],
  );
  return [
    `// Made from ../data/${model.service}.json by \`npm run generate\`. Do not edit.`,
    '// Names are those of the wire; timestamps are epoch seconds (a number) for every protocol.',
    '',
    "import type { ServiceModel } from '../service-model.ts';",
    '',
    ...structures,
    renderOperations(model),
    `export const ${modelConstant(model.service)}: ServiceModel = ${renderModel(model)};`,
    '',
  ].join('\n');
}

/** `cognito-idp` → `cognitoIdpModel`. */
function modelConstant(service: string): string {
  return `${service.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}Model`;
}

/** `cognito-idp` → `CognitoIdpOperations`. */
function operationsInterface(service: string): string {
  return `${service.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}Operations`;
}

function renderStructure(model: ServiceModel, name: string, shape: Extract<Shape, { type: 'structure' }>): string {
  const required = new Set(shape.required);
  const members = Object.entries(shape.members).map(
    ([member, target]) => `  ${member}${required.has(member) ? '' : '?'}: ${renderType(model, target)};`,
  );
  if (members.length === 0) return `export type ${typeName(name)} = Record<string, never>;\n`;
  return [`export interface ${typeName(name)} {`, ...members, '}', ''].join('\n');
}

function renderType(model: ServiceModel, name: string): string {
  const shape = assertPresent(model.shapes[name], `${model.service} has no shape ${name}`);
  switch (shape.type) {
    case 'structure':
      return typeName(name);
    case 'list': {
      const member = renderType(model, shape.member);
      return member.includes('|') ? `(${member})[]` : `${member}[]`;
    }
    case 'map':
      return `Record<string, ${renderType(model, shape.value)}>`;
    case 'string':
      return shape.enum ? shape.enum.map((value) => JSON.stringify(value)).join(' | ') : 'string';
    case 'boolean':
      return 'boolean';
    case 'integer':
    case 'long':
    case 'double':
    case 'timestamp':
      return 'number';
  }
}

/** Shape names of some services begin with a small letter. */
function typeName(shapeName: string): string {
  return shapeName.charAt(0).toUpperCase() + shapeName.slice(1);
}

function renderOperations(model: ServiceModel): string {
  const operations = Object.entries(model.operations).map(([name, operation]) =>
    [
      `  ${name}: {`,
      `    authentication: ${JSON.stringify(operation.authentication)};`,
      `    input: ${typeName(operation.input)};`,
      `    output: ${operation.output === null ? 'void' : typeName(operation.output)};`,
      `    errors: ${operation.errors.map((error) => JSON.stringify(error)).join(' | ') || 'never'};`,
      '  };',
    ].join('\n'),
  );
  return [`export interface ${operationsInterface(model.service)} {`, ...operations, '}', ''].join('\n');
}

/** JSON with one line for each operation, error and shape. */
function renderModel(model: ServiceModel): string {
  const members = Object.entries(model).map(([name, value]) => {
    if (typeof value === 'string') return `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`;
    const lines = Object.entries(value).map(([key, entry]) => `    ${JSON.stringify(key)}: ${JSON.stringify(entry)},`);
    return [`  ${JSON.stringify(name)}: {`, ...lines, '  },'].join('\n');
  });
  return ['{', ...members, '}'].join('\n');
}
