/** A subscription's part in its group. */
export interface Member {
  /** Takes the partition for one batch when it falls to this member and nobody still works on it; call what it returns after the commit. */
  take(partition: number): (() => void) | null
  leave(): void
}

/**
 * Subscriptions of one group share its partitions, as the members of a consumer group do: each partition falls to one of
 * them, and after one has left, to the others, as soon as its running handler has ended.
 */
export function createSharing(): { join(group: string): Member } {
  const groups = new Map<string, Member[]>()
  const busy = new Set<string>()
  return {
    join(group) {
      const members = groups.get(group) ?? []
      groups.set(group, members)
      const member: Member = {
        take(partition) {
          const place = `${group} ${partition}`
          if (members[partition % members.length] !== member || busy.has(place)) return null
          busy.add(place)
          return () => busy.delete(place)
        },
        leave() {
          const at = members.indexOf(member)
          if (at >= 0) members.splice(at, 1)
        },
      }
      members.push(member)
      return member
    },
  }
}
