import '../shared'

export { AttachMenu } from './attach-menu'
export { Tray } from './tray'
