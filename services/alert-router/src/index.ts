export { alertRouter, type AlertRouterDeps } from './alert-router.js'
export { startCallRelay, type CallRelay, type CallRelayOptions } from './call-relay.js'
export { secretsFrom, startAlertRouter, type AlertRouterOptions } from './start-alert-router.js'
