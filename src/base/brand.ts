declare const brand: unique symbol;

/** A string or number that only its own parser or maker may produce, so that two ids of one primitive type never mix. */
export type Brand<Primitive, Name extends string> = Primitive & { readonly [brand]: Name };
