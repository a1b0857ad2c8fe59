/** Names of places; the county is left out where a town of it stands beside it. */
export const placeNames = (places: readonly { readonly code: string; readonly name: string }[]): string[] =>
  places
    .filter((place) => !places.some((other) => other.code !== place.code && other.code.startsWith(place.code)))
    .map((place) => place.name)
