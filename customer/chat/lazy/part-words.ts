import { partsEn } from '../../i18n/parts-en'
import { partsZh } from '../../i18n/parts-zh'
import { useWindow } from '../views/context'

/** The words of the parts that load on demand: they come with them. */
export const usePartWords = () => (useWindow().language === 'zh' ? partsZh : partsEn)
