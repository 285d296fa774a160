import type { RandomSource } from './random-source.ts';

/** What a generated record says of its user. All values are good for any pool that asks for no more than a verified email. */
export interface GeneratedPerson {
  readonly username: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  /** `+` and 11 digits, or blank. */
  readonly phoneNumber: string;
  readonly locale: string;
  readonly zoneinfo: string;
  /** Holds a comma or a backslash now and then. */
  readonly address: string;
}

type Names = readonly [string, ...string[]];

interface Country {
  readonly locale: string;
  readonly zoneinfo: string;
  readonly callingCode: string;
  readonly given: Names;
  readonly family: Names;
  readonly cities: Names;
}

const COUNTRIES: readonly [Country, ...Country[]] = [
  country(
    'en-US',
    'America/Chicago',
    '1312',
    'Olivia James Emma Noah Ava Liam',
    'Smith Johnson Brown Davis Miller',
    'Chicago Austin',
  ),
  country('en-GB', 'Europe/London', '4420', 'Amelia Harry Isla George', "Taylor Wilson O'Neill Clarke", 'London Leeds'),
  country('de-DE', 'Europe/Berlin', '4930', 'Jürgen Anna Zoë Björn', 'Müller Schäfer Weiß Koch', 'Berlin Köln'),
  country('es-MX', 'America/Mexico_City', '5255', 'José Lucía Ángel María', 'García Núñez López Peña', 'México Mérida'),
  country('fr-FR', 'Europe/Paris', '3314', 'Léa Hugo François Chloé', 'Lefèvre Dupont Garçon Moreau', 'Paris Orléans'),
  country('pt-BR', 'America/Sao_Paulo', '5511', 'João Ana Antônio Luíza', 'Silva Conceição Araújo', 'Brasília Maceió'),
  country('vi-VN', 'Asia/Ho_Chi_Minh', '8428', 'Nguyễn Trần Lê Phạm', 'Hương Đức Thảo Quỳnh', 'Huế Cần-Thơ'),
  country('ru-RU', 'Europe/Moscow', '7495', 'Дмитрий Анна Сергей Ольга', 'Иванов Смирнова Попов', 'Москва Казань'),
  country('el-GR', 'Europe/Athens', '3021', 'Γιώργος Ελένη Νίκος', 'Παπαδόπουλος Ιωάννου', 'Αθήνα Πάτρα'),
  country('ar-EG', 'Africa/Cairo', '2022', 'محمد فاطمة أحمد', 'حسن إبراهيم علي', 'القاهرة الجيزة'),
  country('he-IL', 'Asia/Jerusalem', '9723', 'נועה דוד יעל', 'כהן לוי מזרחי', 'חיפה ירושלים'),
  country('hi-IN', 'Asia/Kolkata', '9111', 'राज प्रिया अमित', 'शर्मा गुप्ता सिंह', 'दिल्ली मुंबई'),
  country('th-TH', 'Asia/Bangkok', '6628', 'สมชาย สุดา', 'ใจดี ศรีสุข', 'กรุงเทพ เชียงใหม่'),
  country('zh-CN', 'Asia/Shanghai', '8610', '伟 芳 娜 秀英', '王 李 张 刘', '北京 上海'),
  country('ja-JP', 'Asia/Tokyo', '8135', '太郎 花子 蓮 陽菜', '佐藤 鈴木 高橋', '東京 大阪'),
  country('ko-KR', 'Asia/Seoul', '8225', '민준 서연 지우', '김 이 박', '서울 부산'),
];

const MAIL_DOMAINS: Names = ['example.com', 'example.org', 'example.net', 'mail.example.com'];

function country(
  locale: string,
  zoneinfo: string,
  callingCode: string,
  given: string,
  family: string,
  cities: string,
): Country {
  return { locale, zoneinfo, callingCode, given: namesOf(given), family: namesOf(family), cities: namesOf(cities) };
}

function namesOf(text: string): Names {
  const [first = '', ...others] = text.split(' ');
  return [first, ...others];
}

/** The person of that index (from 0). User names and addresses of one file never repeat. */
export function generatePerson(random: RandomSource, index: number): GeneratedPerson {
  // Half of the people have names of ASCII letters, as most files of the world do.
  const from = random.chance(40) ? COUNTRIES[0] : random.pick(COUNTRIES);
  const givenName = random.pick(from.given);
  const familyName = random.pick(from.family);
  const isPlain = random.chance(80);
  return {
    username: isPlain ? `user${index}` : `${givenName}.${familyName}.${index}`,
    givenName,
    familyName,
    email: `user${index}@${random.pick(MAIL_DOMAINS)}`,
    phoneNumber: random.chance(70) ? `+${from.callingCode}${1_000_000 + random.below(9_000_000)}` : '',
    locale: from.locale,
    zoneinfo: from.zoneinfo,
    address: addressOf(random, random.pick(from.cities)),
  };
}

function addressOf(random: RandomSource, city: string): string {
  const house = 1 + random.below(999);
  if (random.chance(2)) return `Unit ${house}\\${random.below(9)}, ${city}`;
  return random.chance(60) ? `${house} Any Street, ${city}` : `${city} ${house}`;
}
