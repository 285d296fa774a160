/** The page with `table` put between `<!-- name -->` and `<!-- /name -->`. Throws if it has no such markers. */
export function putTable(page: string, name: string, table: string): string {
  const [opening, closing] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const begin = page.indexOf(opening);
  const end = page.indexOf(closing, begin);
  if (begin < 0 || end < 0) throw new Error(`the page has no markers for the table "${name}"`);
  return `${page.slice(0, begin + opening.length)}${table}\n${page.slice(end)}`;
}
