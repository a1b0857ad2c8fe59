export { briefDesk } from './brief-desk.js'
export { correctionDesk, type CorrectingOffice } from './correction-desk.js'
export { ruleDesk, stateOfPublished, textsOf, withPublished } from './rule-desk.js'
export { rotaDesk } from './rota-desk.js'
export { silenceDesk } from './silence-desk.js'
export { callDesk, type Called, type Caller } from './calling.js'
export { deskOf, type OfficeDesk } from './office-desk.js'
export {
  saveAlert,
  saveCalls,
  saveTicket,
  saveWaiting,
  setEscalation,
  setRepeat,
  type ClockTimer,
  type GroupStep,
  type KeeperTimer,
} from './save.js'
export { acknowledgeAlert, actOnTicket, changeAlertLevel, dispatchAlert, type DeskCommand } from './commands.js'
export { topicAskTimer, topicDesk, type TopicCommand } from './topic-desk.js'
