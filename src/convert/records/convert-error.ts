/** A file or a mapping that nothing can be made of. The message says what is wrong, and what to do. */
export class ConvertError extends Error {
  override name = 'ConvertError';
}
