export { findKey, looksLikeKey, noteKeyUse, principalOfKey } from './actions/authenticate-key'
export { createApiKey } from './actions/save-api-key'
export { signDelivery } from './actions/sign-delivery'
export { startEventWebhooks } from './actions/watch-log'
