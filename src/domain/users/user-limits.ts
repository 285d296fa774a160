/** Code points of any attribute value, whatever the schema allows (R192). */
export const ATTRIBUTE_CHARACTERS_MAX = 2_048;
/** Code points of a user name (R194). */
export const USERNAME_CHARACTERS_MAX = 128;
