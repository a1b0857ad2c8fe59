import type { Level } from '@guanlan/contracts'

/** One beep: start and length in seconds from the pattern's start, pitch in hertz. */
export interface Beep {
  readonly at: number
  readonly length: number
  readonly pitch: number
}

const pulses = (pitches: readonly number[], step: number, length: number): Beep[] =>
  pitches.map((pitch, index) => ({ at: index * step, length, pitch }))

/** One pattern for each level, told apart by rhythm as well as by pitch; blue is silent. */
export const patterns: Readonly<Record<Level | 'down', readonly Beep[]>> = {
  red: pulses([880, 660, 880, 660, 880, 660], 0.22, 0.18),
  orange: pulses([740, 740, 740], 0.35, 0.25),
  yellow: pulses([587, 784], 0.22, 0.2),
  blue: [],
  down: pulses([330, 262], 0.4, 0.35),
}

/** After how many milliseconds an unconfirmed alert of this level sounds again; undefined = once. */
export const repeatEvery: Readonly<Record<Level, number | undefined>> = {
  red: 6_000,
  orange: 60_000,
  yellow: undefined,
  blue: undefined,
}

/** Plays a pattern on the context; nothing is loaded, every tone is computed. */
export function play(context: AudioContext, pattern: readonly Beep[]): void {
  for (const beep of pattern) {
    const start = context.currentTime + beep.at
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.type = 'triangle'
    tone.frequency.value = beep.pitch
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(0.3, start + 0.02)
    volume.gain.setValueAtTime(0.3, start + beep.length - 0.04)
    volume.gain.linearRampToValueAtTime(0, start + beep.length)
    tone.connect(volume).connect(context.destination)
    tone.start(start)
    tone.stop(start + beep.length)
  }
}
