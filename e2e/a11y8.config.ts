import base from './playwright.config'

const { globalSetup: _, ...rest } = base
export default { ...rest, workers: 1 }
