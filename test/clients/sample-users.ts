/** Three records of the documentation's form: one good, one that names no verified attribute, one whose user name came before. */
const HEADER =
  'cognito:username,name,given_name,family_name,middle_name,nickname,preferred_username,profile,picture,website,email,' +
  'email_verified,gender,birthdate,zoneinfo,locale,phone_number,phone_number_verified,address,updated_at,cognito:mfa_enabled';

export const SAMPLE_CSV = [
  HEADER,
  'John,,John,Doe,,,,,,,johndoe@example.com,TRUE,,02/01/1985,,,+12345550100,TRUE,123 Any Street\\, Anytown,,FALSE',
  'Jane,,Jane,Roe,,,,,,,janeroe@example.com,TRUE,,,,,,,,,',
  'Jim,,Jim,Poe,,,,,,,jimpoe@example.com,FALSE,,,,,,,,,',
  'John,,John,Again,,,,,,,again@example.com,TRUE,,,,,,,,,',
  'Joan,,,,,,,,,,joan@example.com,true,,,,,,,,,false',
  '',
].join('\n');

/** R276, R277: the record numbers leave the header out. */
export const SAMPLE_LOG = [
  '[SUCCEEDED] Line Number 1 - The import succeeded.',
  '[SUCCEEDED] Line Number 2 - The import succeeded.',
  '[FAILED] Line Number 3 - The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).',
  '[SKIPPED] Line Number 4 - The user already exists.',
  '[SUCCEEDED] Line Number 5 - The import succeeded.',
];
