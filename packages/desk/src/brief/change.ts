import type { BriefFigures, Compared } from '@guanlan/contracts'

/** Differences below this are none, share of the usual. */
const ALIKE = 0.05
/** Of fewer than this in the same hours of a day there is no share to speak of. */
const FEW = 1
/** From so many times the usual on it is said how many times: 「上升2222%」 tells nobody anything. */
const MANY_TIMES = 2

/** How a count compares with the usual, in words and which way. */
export function changeOf({ count, usual }: Compared): Pick<BriefFigures['civic'], 'change' | 'trend'> {
  if (usual === null) return { change: '', trend: null }
  if (usual < FEW) return count <= FEW ? alike : { change: '往常少见', trend: 'up' }
  const times = count / usual
  if (Math.abs(times - 1) < ALIKE) return alike
  if (times >= MANY_TIMES) return { change: `约为${times.toFixed(1).replace(/\.0$/, '')}倍`, trend: 'up' }
  const percent = `${Math.round(Math.abs(times - 1) * 100)}%`
  return times > 1 ? { change: `上升${percent}`, trend: 'up' } : { change: `下降${percent}`, trend: 'down' }
}

const alike = { change: '与往常相当', trend: null } as const
