'use client'

import { Loader } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useNow } from '@/components/client/now'
import { Late } from '@/components/patterns/states/late'
import { useWall } from './use-wall'
import classes from './wall.module.css'
import { WallView } from './wall-view'

/** The live page for a screen on the wall; with a token nobody has to be signed in. */
export function WallScreen({ token = null }: { token?: string | null }) {
  const t = useTranslations('insights.wall')
  const now = useNow()
  const { data, error, ended } = useWall(token)
  if (data) return <WallView wall={data} now={now} />
  return (
    <main className={`${classes.wall} ${classes.message}`} data-mantine-color-scheme="dark">
      {error ? (
        <>
          <h1>{ended ? t('ended') : t('noAnswer')}</h1>
          <p>{ended ? t('endedHint') : t('noAnswerHint')}</p>
        </>
      ) : (
        <Late>
          <Loader aria-label={t('loading')} />
        </Late>
      )}
    </main>
  )
}
