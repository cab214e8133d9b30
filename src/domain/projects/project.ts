/** Longest description of a project, in characters. */
export const descriptionMax = 1000
