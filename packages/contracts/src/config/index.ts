import type {
  AlertsConfig,
  ChannelConfig,
  EscalationConfig,
  ClockConfig,
  ContextConfig,
  DepartmentConfig,
  DomainConfig,
  FetcherConfig,
  HolidayConfig,
  LevelsConfig,
  MatterConfig,
  OfficeConfig,
  PlaceConfig,
  SignalConfig,
  WatchConfig,
} from './office.js'
import type { SourceConfig } from './source.js'

export * from './source.js'
export * from './office.js'

/** Everything that an office edits, in force: shipped base, the office's folder over it, overrides over that. */
export interface Office {
  readonly office: OfficeConfig
  readonly domains: readonly DomainConfig[]
  readonly departments: readonly DepartmentConfig[]
  readonly matters: readonly MatterConfig[]
  readonly contexts: readonly ContextConfig[]
  readonly signals: readonly SignalConfig[]
  readonly watches: readonly WatchConfig[]
  readonly places: readonly PlaceConfig[]
  readonly clocks: readonly ClockConfig[]
  readonly holidays: readonly HolidayConfig[]
  readonly levels: LevelsConfig
  readonly channels: readonly ChannelConfig[]
  readonly escalations: readonly EscalationConfig[]
  readonly alerts: AlertsConfig
  readonly fetcher: FetcherConfig
  readonly sources: readonly SourceConfig[]
}
