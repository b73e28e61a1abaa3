export { DurationField } from './duration-field'
export {
  type Inherited,
  inheritThresholds,
  type ThresholdName,
  thresholdNames,
} from './inherit'
export { ThresholdFields } from './threshold-fields'
export { useDurationText } from './use-duration-text'
