/** Names as a Belgian town has them: two of its languages, its neighbours', and those of people who came from further away. */
type Names = { share: number; first: readonly string[]; last: readonly string[] }

export const names: Readonly<Record<string, Names>> = {
  fr: {
    share: 0.42,
    first:
      list(`Amélie Antoine Aurélie Baptiste Benoît Camille Cécile Chloé Clément Céline Élise Émile Étienne Fabien Florence
      François Geneviève Gaëlle Hélène Hugo Inès Jérôme Joëlle Julien Laure Léa Léon Loïc Lucie Maëlle Manon Marc Margaux
      Mathieu Mathilde Maxime Mélanie Mohamed Nadia Nathan Noémie Noé Océane Olivier Pascal Pauline Raphaël Rachid Romain Salma
      Sébastien Simon Solène Sophie Théo Thomas Valérie Victor Yasmine Zoé`),
    last: list(`Adam André Arnould Baudouin Bertrand Bodart Bouchard Collard Colson Cornet Daoud Delvaux Denis Deprez Detry
      Dubois Dufour Dumont Dupont Evrard Fontaine François Gérard Gilles Goffin Grégoire Hamdi Henrotte Henry Jacquemin Jacques
      Lambert Laurent Lebrun Leclercq Lefèvre Legrand Lejeune Lemaire Léonard Marchal Maréchal Martin Mathieu Michel Moreau
      Noël Pirard Pirotte Poncelet Renard Rousseau Servais Simon Thiry Toussaint Urbain Wauters Wéry`),
  },
  nl: {
    share: 0.34,
    first:
      list(`Aïcha An Anke Arne Bart Bram Cato Daan Dirk Eline Elke Emma Femke Filip Fien Geert Griet Hanne Hendrik Ilse
      Inge Jan Jana Jasper Jef Jeroen Joke Jonas Joris Kaat Karel Katrien Koen Kobe Lander Lars Leen Lien Liesbet Lore Lotte
      Luc Maarten Marieke Mehmet Mieke Nele Niels Noor Pieter Renée Roos Ruben Sander Sarah Sien Stijn Tine Tom Veerle Wout`),
    last: list(`Aerts Baert Beeckman Bogaert Boonen Bosmans Callens Ceulemans Claes Claeys Coppens Cools Daems De_Backer
      De_Clercq De_Cock De_Smet De_Vos De_Wilde Declercq Desmet D’Hondt Geerts Goossens Hendrickx Hermans Jacobs Janssens
      Lemmens Maes Mertens Michiels Nijs Peeters Pauwels Segers Smets Stevens Stas Thijs Thys Timmermans Van_Damme
      Van_den_Berg Van_de_Velde Vandenbroucke Van_Hove Verbeke Verhaeghe Verhoeven Verlinden Vermeulen Wouters Yılmaz`),
  },
  de: {
    share: 0.1,
    first:
      list(`Anja Bernd Birgit Björn Christa Dieter Elke Ernst Frieda Greta Günther Hannah Heike Helga Ingrid Jörg Jürgen
      Jutta Käthe Klaus Lukas Manfred Marlene Matthias Mia Monika Norbert Paul Petra Ralf Rita Sabine Silke Stefan Ursula Uwe`),
    last: list(`Bauer Becker Brüls Classen Cremer Faymonville Fischer Gehlen Genten Heinen Hilgers Hoffmann Jost Keller Klein
      Königs Krämer Küpper Mertes Meyer Müller Niessen Pauels Radermacher Reuter Schäfer Schmitz Schröder Schumacher Thelen
      Weber Weiß Wirtz Zimmermann`),
  },
  en: {
    share: 0.09,
    first:
      list(`Abena Aisha Alice Amir Ben Chidi Daniel Dev Eleanor Emily Farid Fiona George Grace Hannah Harry Ifeoma Isla Jack
      James Kwame Leila Liam Maya Mei Nora Oliver Priya Ravi Rose Sam Siobhán Thabo Wei William Yuki`),
    last: list(`Ahmed Brown Carter Chen Clarke Davies Evans Green Haddad Hall Hughes Johnson Jones Kaur Khan Lee Mensah
      Nakamura Nguyen O’Brien Okafor Patel Quinn Roberts Singh Smith Taylor Thompson Walker Wang White Williams Wilson`),
  },
  es: {
    share: 0.05,
    first:
      list(`Alba Alejandro Álvaro Andrés Ángela Beatriz Begoña Carmen Concepción Diego Elena Fátima Gonzalo Íñigo Inés
      Javier José Lucía María Martín Mercè Núria Pablo Paz Pilar Raúl Rocío Rubén Sofía Tomás`),
    last: list(`Álvarez Blanco Castro Díaz Domínguez Fernández Ferrer García Gómez González Gutiérrez Hernández Ibáñez Iglesias
      Jiménez López Martínez Muñoz Navarro Núñez Ortega Peña Pérez Ramírez Rodríguez Ruiz Sánchez Serrano Vázquez`),
  },
}

/** Only domains that are nobody's (RFC 2606). */
export const domains = [
  'post.example',
  'courrier.example',
  'brief.example',
  'mail.example',
  'example.net',
  'example.org',
] as const

function list(names: string): string[] {
  return names.split(/\s+/).map((name) => name.replaceAll('_', ' '))
}
