'use client'

import { Switch } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { mailSubjects, type NotificationSettings } from '@/server/modules/accounts/contract'
import { SectionForm } from './section-form'

export function NotificationsTab({ value }: { value: NotificationSettings }) {
  const t = useTranslations('settings')
  return (
    <SectionForm
      section="notifications"
      value={value}
      title={t('tab.notifications')}
      hint={t('notificationsHint')}
    >
      {(form) => (
        <>
          <Switch label={t('field.sound')} {...form.getInputProps('sound', { type: 'checkbox' })} />
          <Switch
            label={t('field.desktop')}
            description={t('desktopHint')}
            {...form.getInputProps('desktop', { type: 'checkbox' })}
          />
          {mailSubjects.map((subject) => (
            <Switch
              key={subject}
              label={t(`field.mail.${subject}`)}
              {...form.getInputProps(`mail.${subject}`, { type: 'checkbox' })}
            />
          ))}
        </>
      )}
    </SectionForm>
  )
}
