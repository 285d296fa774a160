/** How a stream of rows in the binary format of PostgreSQL's COPY begins: signature, flags, length of the extension. */
export const COPY_BEGINNING = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** How it ends. */
export const COPY_END = Buffer.of(0xff, 0xff);
/** Before each value: how long it is, -1 for null. */
export const COPY_LENGTH_BYTES = 4;
