export { signDelivery } from './actions/sign-delivery'
export { startEventWebhooks } from './actions/watch-log'
