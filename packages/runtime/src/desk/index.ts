export { briefDesk } from './brief-desk.js'
export { correctionDesk, type CorrectingOffice } from './correction-desk.js'
export { ruleDesk, stateOfPublished, textsOf, withPublished } from './rule-desk.js'
export { rotaDesk } from './rota-desk.js'
export { silenceDesk } from './silence-desk.js'
export { deskOf, type OfficeDesk } from './office-desk.js'
export {
  saveAlert,
  saveCalls,
  saveEscalation,
  saveTicket,
  setEscalation,
  type ClockTimer,
  type KeeperTimer,
} from './save.js'
export { acknowledgeAlert, actOnTicket, changeAlertLevel, dispatchAlert, type DeskCommand } from './commands.js'
export { topicAskTimer, topicDesk, type TopicCommand } from './topic-desk.js'
