import type { MacroStep } from '@/server/modules/conversations/contract'
import type { Organisation } from '../history/organisation-rows'

/** What agents of the demo company do in one key. */
export function macros({ ids, wrapUps }: Organisation): { name: string; steps: MacroStep[] }[] {
  const searched = wrapUps.find(({ names }) => names.en === 'Search started with the carrier')!
  return [
    {
      name: 'Parcel lost: start a search',
      steps: [
        {
          kind: 'reply',
          text: 'I have asked the carrier to search for your parcel. We write to you within two working days.',
        },
        { kind: 'tag', tags: ['parcel-search'] },
        { kind: 'wrap_up', wrapUpId: searched.id },
      ],
    },
    {
      name: 'Hand over to Returns',
      steps: [
        { kind: 'reply', text: 'My colleagues who look after returns take over now. One moment, please.' },
        { kind: 'transfer', groupId: ids.groups.returns, reason: 'Return or refund' },
      ],
    },
  ]
}
