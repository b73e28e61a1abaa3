export { findKey, looksLikeKey, noteKeyUse, principalOfKey } from './actions/authenticate-key'
export { createApiKey } from './actions/save-api-key'
export { startEventWebhooks } from './actions/watch-log'
