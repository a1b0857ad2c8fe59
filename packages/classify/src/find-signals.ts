import type { FoundMatter, Labels, SignalConfig } from '@guanlan/contracts'
import { evidenceAt, type MeaningfulHit, type ReadableArticle } from './reading.js'

/** Signals that set a floor under the level, in the order of the configuration; only in a text about a matter. */
export const findSignals =
  (signals: readonly SignalConfig[]) =>
  (article: ReadableArticle, hits: readonly MeaningfulHit[], matters: readonly FoundMatter[]): Labels['signals'] =>
    matters.length === 0
      ? []
      : signals.flatMap(({ kind }) => {
          const evidence = hits
            .filter(({ meaning }) => meaning.of === 'signal' && meaning.code === kind)
            .flatMap(({ meaning, spans }) =>
              spans.map((span) => evidenceAt(article, span, `rule:${kind}/${meaning.number}`)),
            )
          return evidence.length > 0 ? [{ kind, evidence: evidence.slice(0, 6) }] : []
        })
