import { z } from 'zod'
import { type ArticleInput, articleInput } from '@/server/modules/knowledge/contract'

/** Lists are written one a line, days as text. */
export type ArticleForm = Omit<ArticleInput, 'questions' | 'keywords' | 'validFrom' | 'validUntil'> & {
  questions: string
  keywords: string
  validFrom: string
  validUntil: string
}

export const toForm = ({ topic, titles, texts, ...article }: ArticleInput): ArticleForm => ({
  ...{ topic, titles: { ...titles }, texts: { ...texts } },
  questions: article.questions.join('\n'),
  keywords: article.keywords.join('\n'),
  validFrom: article.validFrom ?? '',
  validUntil: article.validUntil ?? '',
})

export const emptyForm = (topic: string): ArticleForm => ({
  ...{ topic, titles: { en: '', zh: '' }, texts: { en: '', zh: '' } },
  ...{ questions: '', keywords: '', validFrom: '', validUntil: '' },
})

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const fromForm = (form: ArticleForm) => ({
  ...form,
  questions: lines(form.questions),
  keywords: lines(form.keywords),
  validFrom: form.validFrom || null,
  validUntil: form.validUntil || null,
})

/** The contract's rules for what the form holds; a bad line is its field's fault. */
export const articleForm: z.ZodType<unknown, ArticleForm> = z
  .custom<ArticleForm>()
  .superRefine((form, context) => {
    const read = articleInput.safeParse(fromForm(form))
    for (const issue of read.error?.issues ?? []) {
      const [first, ...rest] = issue.path
      const path = first === 'questions' || first === 'keywords' ? [first] : [first as string, ...rest]
      context.addIssue({ ...issue, path } as Parameters<typeof context.addIssue>[0])
    }
  })
