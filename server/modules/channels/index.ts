export { isOpen, nextOpening } from './domain/service-hours'
