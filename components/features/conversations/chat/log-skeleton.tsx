import { Skeleton } from '@mantine/core'
import { Late } from '@/components/patterns/states/late'
import classes from './log.module.css'

export function LogSkeleton() {
  return (
    <div className={classes.frame} aria-busy="true">
      <Late>
        <div className={classes.rows}>
          <Skeleton height={40} width="46%" />
          <Skeleton height={64} width="58%" />
          <Skeleton height={40} width="40%" style={{ alignSelf: 'flex-end' }} />
          <Skeleton height={40} width="52%" />
        </div>
      </Late>
    </div>
  )
}
