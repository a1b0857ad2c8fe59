export { deskOf, type OfficeDesk } from './office-desk.js'
export { saveAlert, saveCalls, saveTicket, type ClockTimer } from './save.js'
export { acknowledgeAlert, actOnTicket, changeAlertLevel, dispatchAlert, type DeskCommand } from './commands.js'
