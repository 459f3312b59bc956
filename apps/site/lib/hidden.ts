// What stands in the place of a number that is hidden.
export const hiddenText = '?'
