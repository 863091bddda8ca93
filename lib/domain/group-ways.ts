/**
 * Every group that contains the principal, directly or through others, with the way there: the principal first, the group
 * last. The principal itself is in it too. Groups that contain each other still end.
 * @param memberOf direct groups, by lower-case id
 */
export function waysUp(
  principalId: string,
  memberOf: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  const ways = new Map([[principalId, [principalId]]])
  // A map is iterated to its end while it grows.
  for (const [id, way] of ways) {
    for (const group of memberOf.get(id) ?? []) if (!ways.has(group)) ways.set(group, [...way, group])
  }
  return ways
}
