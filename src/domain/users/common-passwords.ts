/**
 * The words that passwords are made of, most of them from the lists of leaked passwords, in English and French, without
 * accents. A password that holds nothing else but these, digits and rows of keys is guessed first.
 */
export const commonWords: readonly string[] = `
password passwort passe passw passwd pass motdepasse mdp mot code secret secrets login admin administrator administrateur
administratrice root user utilisateur test tester testing guest demo default temp temporary changeme change enter access open
letmein welcome welcomeback hello bienvenue bonjour bonsoir salut coucou merci thankyou thanks please security securite
parvis invitation invite platform plateforme participation participer inscription registration register account compte
citizen citoyen citoyenne commune mairie mayor maire town city ville village ecole school college lycee university
association asso club company entreprise office bureau work travail job money argent internet computer ordinateur
windows microsoft google facebook instagram twitter youtube whatsapp amazon apple samsung nokia sony sonyericsson motorola
android iphone playstation nintendo xbox minecraft pokemon fortnite warcraft warhammer counterstrike callofduty zelda mario
naruto starwars startrek matrix batman superman spiderman ironman avengers harrypotter transformers simpsons snoopy mickey
disney godzilla gandalf metallica nirvana slipknot systemofadown beatles eminem madonna mozart michaeljackson justinbieber
football soccer baseball basketball hockey tennis rugby handball judo liverpool liverpoolfc chelsea arsenal manchester
manchesterunited united juventus barcelona realmadrid olympique marseille psg lyon lakers yankees cowboys steelers rangers
love lover lovely loveyou iloveyou iloveu loveme ilovemyfamily jetaime jtaime amour amours amoureux monamour moncoeur coeur
cheri cherie bisou bisous bebe baby babygirl babyboy angel ange doudou chouchou loulou loulous boubou toutou minou nounours
titi toto tata tonton papa maman mother father mum mummy dad daddy bigdaddy whosyourdaddy family famille friend friends ami
amis princess princesse prince queen king reine roi lucky chance happy forever toujours freedom liberte egalite fraternite
liberty justice peace paix soleil sunshine sun sunny lune moon star stars etoile etoiles rainbow summer winter spring autumn
printemps automne hiver ete flower flowers fleur fleurs rose butterfly papillon dragon monkey tiger tigre lion lioness eagle
aigle panther panthere wolf loup bear dog cat chat chien chaton lapin rabbit kitty kitten puppy dolphin dauphin licorne unicorn
chocolate chocolat cookie cookies caramel vanille banana banane pepper ginger cheese cheeseburger fromage coffee cafe peanut
peanutbutter popcorn orange citron cherry cerise yellow purple violet green vert rouge bleu blue black noir white blanc gold
golden silver diamond crystal marine ocean fishing hunter hunting chasse guitar guitare music musique piano camping vacances
holiday holidays weekend birthday anniversaire noel christmas party fete voyage maison house home jardin garden voiture ferrari
porsche mercedes bmw audi toyota honda yamaha kawasaki harley corvette mustang camaro renault peugeot citroen
shadow master ninja killer warrior hunter ranger pirate wizard phantom monster devil diablo demon angels heaven hell fire
thunder lightning storm phoenix maverick merlin legend hero superstar champion winner player gamer rocket magic trinity
america american england london newyork canada france french paris francais francaise belgique belgium bruxelles brussels
suisse europe european quebec montreal philadelphia sanfrancisco california florida texas chicago boston dallas denver houston
monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche
january february march april june july august september october november december janvier fevrier mars avril mai juin juillet
aout septembre octobre novembre decembre zero one two three four five six seven eight nine ten eleven twelve
un deux trois quatre cinq sept huit neuf dix onze douze
michael jordan jennifer andrew thomas daniel george charlie robert jessica michelle ashley nicole matthew joshua william
anthony amanda heather justin patrick richard samantha alexander alexandre alexandra christopher christine nicolas camille
julien antoine maxime romain vincent quentin olivier sebastien stephane christophe guillaume benjamin isabelle nathalie
sandrine valerie caroline celine melanie marine pauline manon laura marie sophie emma lucas hugo louis pierre jean paul
jacques philippe francois laurent patricia sylvie monique david martin kevin anais jesus mohamed
leavemealone finalfantasy needforspeed residentevil mortalkombat devilmaycry jamesbond whatever nothing trustno iseedeadpeople
ingodwetrust punksnotdead supernatural professional intelligence international unbelievable cosmopolitan satisfaction
construction websolutions ticketmaster gfhjkm ghjcnj ghbdtn klaster ilove youre
my mon ma mes ton ta tes our notre votre your you the le la les de du des is est et and for pour to am je suis jesuis
this that me moi toi nous vous of on in it with avec not pas no non yes oui super mega hyper best cool new nouveau nouvelle old
`
  .trim()
  .split(/\s+/)

/** Rows of keys and letters; three neighbours or more, in either direction, count as no thought at all. */
export const walks: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  'zaqxswcdevfrbgtnhymju',
  '1q2w3e4r5t6y7u8i9o0p',
  '1a2z3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'a1s2d3f4g5h6j7k8l9',
  'aqzsedrftgyhujikolpm',
  'aqwzsxedcrfvtgbyhnuj',
  'qwaszxerdfcvtyghbn',
  'azqsdwxc',
]
