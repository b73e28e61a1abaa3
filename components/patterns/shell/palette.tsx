'use client'

import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconLanguage, IconLogout, IconSearch, IconUser } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { signOut } from '@/components/client/auth'
import { useCan } from '@/components/client/me'
import { useChangeLocale } from '@/components/i18n/change-locale'
import { locales } from '@/components/i18n/locale'
import { runAction, useContributions } from './contributions'
import { ownNames } from './language-menu'
import { placesFor } from './navigation'
import { useScheme } from './scheme'

/** Ctrl/Cmd-K: every place this user may go to, and what can be done from anywhere. */
export function Palette() {
  const t = useTranslations('shell')
  const goTo = usePlaces()
  const act = useDeeds()
  const ofPages = useContributions()
    .filter(({ actions }) => actions.length > 0)
    .map(({ group, actions }) => ({
      group,
      actions: actions.map((action) => ({ ...action, onClick: () => runAction(action.id) })),
    }))
  return (
    <Spotlight
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      actions={[...ofPages, { group: t('goTo'), actions: goTo }, { group: t('act'), actions: act }]}
      nothingFound={t('nothing')}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t('search'),
        'aria-label': t('palette'),
      }}
      attributes={{ content: { 'aria-label': t('palette') } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      highlightQuery
      scrollable
      maxHeight={400}
    />
  )
}

function usePlaces(): SpotlightActionData[] {
  const t = useTranslations('shell')
  const router = useRouter()
  const places = placesFor(useCan()).map((place) => ({
    id: place.key,
    label: t(`place.${place.key}`),
    leftSection: <place.icon size={18} stroke={1.7} />,
    onClick: () => router.push(place.href),
  }))
  return [
    ...places,
    {
      id: 'profile',
      label: t('place.profile'),
      leftSection: <IconUser size={18} stroke={1.7} />,
      onClick: () => router.push('/profile'),
    },
  ]
}

function useDeeds(): SpotlightActionData[] {
  const t = useTranslations('shell')
  const locale = useLocale()
  const change = useChangeLocale()
  const { all, current, choose, Icon } = useScheme()
  return [
    ...locales
      .filter((other) => other !== locale)
      .map((other) => ({
        id: `language-${other}`,
        label: ownNames[other],
        leftSection: <IconLanguage size={18} stroke={1.7} />,
        onClick: () => change(other),
      })),
    ...all
      .filter((scheme) => scheme !== current)
      .map((scheme) => ({
        id: `scheme-${scheme}`,
        label: t(`switchTo.${scheme}`),
        leftSection: <Icon size={18} stroke={1.7} />,
        onClick: () => choose(scheme),
      })),
    {
      id: 'sign-out',
      label: t('signOut'),
      leftSection: <IconLogout size={18} stroke={1.7} />,
      onClick: () => void signOut(),
    },
  ]
}
