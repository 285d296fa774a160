/** A link of Markdown to a file: text, path, and a place in it. */
const FILE_LINK = /\[([^\]]+)\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)]*)?\)/g;

/** A page as it stands in a package: a link to a file that the package does not have says where that file is instead. */
export function unlinkMissing(page: string, has: (path: string) => boolean): string {
  return page.replaceAll(FILE_LINK, (link: string, text: string, path: string) =>
    has(path) ? link : `${text} (${path} in the repository)`,
  );
}

/** Paths that a page links to. */
export function listLinkedFiles(page: string): readonly string[] {
  return [...page.matchAll(FILE_LINK)].map(([, , path = '']) => path);
}
