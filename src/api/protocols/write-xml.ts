import { assert, assertPresent } from '../../base/assert.ts';
import { escapeXml } from '../../base/text/escape-xml.ts';
import { formatIsoSeconds } from '../../base/text/format-iso-seconds.ts';
import type { ServiceModel } from '../../model/service-model.ts';

/** The elements of an output by its shape: members in model order, `<member>` for list entries, times in ISO 8601 (N36). */
export function writeXml(model: ServiceModel, shapeName: string, value: unknown): string {
  const shape = assertPresent(model.shapes[shapeName], `no shape ${shapeName}`);
  switch (shape.type) {
    case 'structure': {
      assert(typeof value === 'object' && value !== null, `${shapeName} is not an object`);
      const given = new Map<string, unknown>(Object.entries(value));
      return Object.entries(shape.members)
        .filter(([name]) => given.get(name) !== undefined)
        .map(([name, target]) => `<${name}>${writeXml(model, target, given.get(name))}</${name}>`)
        .join('');
    }
    case 'list':
      assert(Array.isArray(value), `${shapeName} is not a list`);
      return value.map((member) => `<member>${writeXml(model, shape.member, member)}</member>`).join('');
    case 'map':
      throw new Error(`${shapeName} is a map, which no answer in XML has`);
    case 'timestamp':
      assert(typeof value === 'number', `${shapeName} is not a number of seconds`);
      return formatIsoSeconds(value * 1_000);
    default:
      return escapeXml(String(value));
  }
}
