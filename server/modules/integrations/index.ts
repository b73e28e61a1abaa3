export { startEventWebhooks } from './actions/watch-log'
