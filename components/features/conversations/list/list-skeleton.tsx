import { Skeleton } from '@mantine/core'
import { Late } from '@/components/patterns/states/late'
import classes from './list.module.css'

export function ListSkeleton() {
  return (
    <Late>
      <div className={classes.skeleton} aria-busy="true">
        {['a', 'b', 'c', 'd', 'e'].map((key) => (
          <div key={key}>
            <Skeleton height={14} width="55%" mb={8} />
            <Skeleton height={12} mb={8} />
            <Skeleton height={10} width="40%" />
          </div>
        ))}
      </div>
    </Late>
  )
}
