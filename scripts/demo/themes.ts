/** What people of the town are invited for: the list it came from, and what the letter says. */
export type Theme = { file: string; language: string; message: string; circle?: number; days?: number }

export const themes: readonly Theme[] = [
  {
    file: 'inwoners-centrum.xlsx',
    language: 'nl',
    message: 'Samen beslissen we over het nieuwe plein. Doe mee!',
  },
  {
    file: 'habitants-quartier-nord.xlsx',
    language: 'fr',
    message: 'Venez décider avec nous de la nouvelle place.',
  },
  {
    file: 'parents-ecole-des-tilleuls.ods',
    language: 'fr',
    message: 'La cour de l’école change. Votre avis compte.',
    circle: 0,
  },
  {
    file: 'ouders-de-linde.xlsx',
    language: 'nl',
    message: 'De speelplaats wordt vernieuwd. Zeg wat u ervan vindt.',
    circle: 0,
  },
  {
    file: 'clubs-sportifs.csv',
    language: 'fr',
    message: 'Le budget participatif du sport est ouvert.',
    circle: 1,
  },
  {
    file: 'sportverenigingen.csv',
    language: 'nl',
    message: 'Het burgerbudget voor sport is open.',
    circle: 1,
  },
  { file: 'jeugdraad.xlsx', language: 'nl', message: 'De jeugdraad zoekt stemmen.', circle: 2 },
  { file: 'seniors.xls', language: 'fr', message: 'Le conseil des aînés vous invite.', circle: 3 },
  { file: 'newcomers.xlsx', language: 'en', message: 'Welcome to town. Tell us what you need.', circle: 4 },
  {
    file: 'ostviertel.xlsx',
    language: 'de',
    message: 'Wie soll der Park am Fluss aussehen? Entscheiden Sie mit.',
  },
  { file: 'riverside.xlsx', language: 'en', message: 'Help us plan the park by the river.' },
  { file: 'vecinos-del-puerto.xlsx', language: 'es', message: 'Decidamos juntos cómo será el puerto.' },
]

/** The groups and projects of the town. */
export const things = {
  quarters: [
    'Centrum',
    'Quartier Nord',
    'Havenkwartier',
    'Les Tilleuls',
    'Ostviertel',
    'Oude Molen',
    'Pré-aux-Oies',
    'Riverside',
    'Sint-Anna',
    'Le Beffroi',
  ],

  circles: [
    'Parents',
    'Sports clubs',
    'Youth council',
    'Conseil des aînés',
    'Newcomers',
    'Neighbourhood watch',
  ],

  projects: [
    'A new school square',
    'Park by the river',
    'Participatory budget 2026',
    'Cycling streets',
    'Climate plan',
    'The old brewery',
    'Quiet harbour',
    'Library of tomorrow',
  ],
} as const

/** What people who decline want the inviter to know; most say nothing. */
export const refusals = [
  'We moved away last year.',
  'Ik woon al twee jaar niet meer in de stad.',
  'Merci, mais je n’ai pas le temps.',
  'Meine Mutter ist im Mai verstorben.',
  'Por favor, no me escriban más.',
]
