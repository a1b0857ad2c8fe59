import { urgesFor } from '@guanlan/alerts'
import type { Ticket } from '@guanlan/contracts'
import { missedClocks } from '@guanlan/desk'
import type { Instant } from '@guanlan/kernel'
import type { Records } from '@guanlan/record-store'
import { saveCalls, saveTicket, type ClockTimer, type OfficeDesk } from '@guanlan/runtime'

/**
 * A clock's time has come: what ran out unmet by then is missed, and urged on the channels that want the alert's level. Null when
 * nothing ran out after all (met, put off, archived in the meantime).
 */
export async function missClocks(
  records: Records,
  desk: OfficeDesk,
  { ticket: id }: ClockTimer,
  due: Instant,
): Promise<Ticket | null> {
  const before = await records.tickets.get(id)
  if (!before) return null
  const { ticket, missed } = missedClocks(before, due)
  if (missed.length === 0) return null
  await saveTicket(records, ticket, before)
  const alert = await records.alerts.get(ticket.alert)
  if (alert)
    await saveCalls(
      records,
      missed.flatMap((clock) => urgesFor(alert, ticket.ticket, clock, desk.channels)),
    )
  return ticket
}
