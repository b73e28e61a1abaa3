'use client'

import { CrashedState } from '@/components/patterns/states/crashed-state'

export default CrashedState
