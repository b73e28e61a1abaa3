import type { DispatchDecision } from '@/server/modules/dispatch/contract'
import type { ExportLanguage } from './record-words'

const outcomes: Record<ExportLanguage, Record<string, string>> = {
  en: {
    assign: 'assigned',
    queue: 'queued',
    offline: 'taken as a message',
    unassigned: 'left without a receiver',
  },
  zh: { assign: '分配', queue: '排队', offline: '转为留言', unassigned: '暂无接收人' },
}
const words = {
  en: {
    group: 'group',
    rules: 'rules',
    candidates: 'candidates',
    left: 'left out',
    coefficient: 'coefficient',
  },
  zh: { group: '技能组', rules: '规则', candidates: '候选客服', left: '未列出', coefficient: '分配系数' },
}

/** A decision record in a few lines: what was decided and why, then everybody who was considered. */
export function sayDecision(decision: DispatchDecision, language: ExportLanguage): string {
  const w = words[language]
  const who = decision.winner?.name ?? decision.receiver?.name
  const lines = [
    `${outcomes[language][decision.outcome] ?? decision.outcome}${who ? ` → ${who}` : ''} (${decision.reason})`,
    `${w.group}: ${decision.groupName ?? decision.groupId}`,
  ]
  const rules = decision.rules.map(({ name, result }) => `${name} (${result})`)
  if (rules.length > 0) lines.push(`${w.rules}: ${rules.join(', ')}`)
  if (decision.candidates.length > 0) lines.push(`${w.candidates}:`)
  for (const one of decision.candidates) {
    const coefficient = `${w.coefficient} ${one.product.toFixed(4)}`
    const excluded = one.excluded ? `, ${one.excluded}` : ''
    lines.push(`- ${one.name}: ${one.status}, ${one.current}/${one.limit}, ${coefficient}${excluded}`)
  }
  if (decision.omitted.count > 0) lines.push(`${w.left}: ${decision.omitted.count}`)
  return lines.join('\n')
}
